import type { FakeSandbox } from './fake-sandbox.js'
import { runCli, type Ran, type Surroundings } from './run-cli.js'

/** Runs `impressions sandbox` with a fake sandbox. */
export function runSandbox(
  args: readonly string[],
  fake: FakeSandbox,
  over: Surroundings = {},
): Promise<Ran> {
  return runCli(['sandbox', ...args], { ...over, dependencies: { loadSandbox: () => Promise.resolve(fake) } })
}

/** Plays the session once. */
export function once(fake: FakeSandbox, over?: Surroundings): Promise<Ran> {
  return runSandbox(['--once'], fake, over)
}
