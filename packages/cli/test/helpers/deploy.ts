import type { FunctionRelease } from '../../src/function-release.js'
import { runCli, type Ran, type Surroundings } from './run-cli.js'
import type { SegmentStub } from './segment-stub.js'

/** A release as the functions package makes one, of any version. */
export function release(
  version = '0.3.0',
  body = 'async function onTrack(event, settings) {}',
): FunctionRelease {
  return {
    code: `// @experiment-impressions/functions ${version}, segment-destination-function\n${body}\n`,
    settings: [
      {
        name: 'apiKey',
        label: 'API Key',
        description: 'The API key of the Amplitude project.',
        type: 'STRING',
        required: true,
        sensitive: true,
      },
      {
        name: 'endpoint',
        label: 'Amplitude Data Region',
        description: 'north_america or europe.',
        type: 'STRING',
        required: false,
        sensitive: false,
      },
      {
        name: 'unsetAsIdentify',
        label: 'Unset as identify',
        description: 'Sends no event if there is no variant.',
        type: 'BOOLEAN',
        required: false,
        sensitive: false,
      },
    ],
  }
}

interface DeployOptions extends Surroundings {
  readonly release?: FunctionRelease
}

/** Runs the command against a stub, with its token, or against Segment itself for an empty address; waits take no time. */
export function deploy(
  stub: SegmentStub,
  args: readonly string[] = [],
  { release: given = release(), ...surroundings }: DeployOptions = {},
): Promise<Ran> {
  const url = stub.url === '' ? [] : ['--segment-api-url', stub.url]
  return runCli(['deploy', 'segment-function', ...url, ...args], {
    env: { NO_COLOR: '1', SEGMENT_API_TOKEN: stub.token },
    ...surroundings,
    dependencies: {
      loadFunction: () => Promise.resolve(given),
      clock: { now: Date.now, wait: () => Promise.resolve() },
      ...surroundings.dependencies,
    },
  })
}

/** A release before the current one. */
export const older = release('0.2.0', '// older')

/** Deploys the older release with the command itself, and forgets its calls. */
export async function deployOlder(stub: SegmentStub): Promise<void> {
  await deploy(stub, [], { release: older })
  stub.calls.length = 0
}
