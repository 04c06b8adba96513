import { runCli, type Ran, type Surroundings } from './run-cli.js'

/** What `impressions inspect --json` prints. */
export interface Output {
  readonly events: readonly {
    readonly line: number
    readonly index: number | null
    readonly pre: unknown
    readonly post: { readonly insert_id?: string } | null
    readonly userProperty: unknown
    readonly issues: readonly { readonly code: string; readonly message: string }[]
  }[]
  readonly nearMisses: readonly unknown[]
  readonly summary: Readonly<Record<string, unknown>>
}

/** Runs `impressions inspect -`. */
export function inspect(
  input: Surroundings['input'],
  { args = [], ...over }: Surroundings & { readonly args?: readonly string[] } = {},
): Promise<Ran> {
  return runCli(['inspect', ...args, '-'], { ...over, ...(input === undefined ? {} : { input }) })
}

/** Runs `impressions inspect --json` and parses the output. */
export async function inspectJson(
  input: Surroundings['input'],
): Promise<Output & Pick<Ran, 'code' | 'stderr'>> {
  const { code, stdout, stderr } = await runCli(['inspect', '--json'], input === undefined ? {} : { input })
  return { code, stderr, ...(JSON.parse(stdout) as Output) }
}
