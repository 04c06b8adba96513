import { UsageError } from '../errors.js'
import { parseArguments } from '../parse-arguments.js'

/** What the command was asked to do. */
export interface Choices {
  readonly port: number
  readonly once: boolean
  /** The file to play, `recorded` for the one that comes along, `none` for none. */
  readonly session: { readonly file: string } | 'recorded' | 'none'
  /** Files with subscriptions; the presets if there are none. */
  readonly subscriptions: readonly string[]
  /** Whether to deliver to the real Amplitude, and whether that is confirmed. */
  readonly delivery: 'here' | 'ask' | 'confirmed'
  readonly asJson: boolean
}

/**
 * Reads the command's arguments.
 * @throws {UsageError} naming the option that is wrong, or the two that contradict each other
 */
export function readChoices(args: readonly string[]): Choices {
  const { values } = parseArguments(args, {
    port: { type: 'string', default: '4747' },
    once: { type: 'boolean', default: false },
    session: { type: 'string' },
    'no-play': { type: 'boolean', default: false },
    subscriptions: { type: 'string', multiple: true },
    'deliver-to-amplitude': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  const { session, once, yes, subscriptions = [], 'deliver-to-amplitude': isReal, 'no-play': noPlay } = values
  if (noPlay && session !== undefined)
    throw new UsageError('--session and --no-play contradict each other. Leave one of them out.')
  if (noPlay && once)
    throw new UsageError('With --once and --no-play there is nothing to do. Leave one of them out.')
  if (isReal && session !== undefined)
    throw new UsageError(
      'With --deliver-to-amplitude no session is played, so that no recording is billed. Leave out --session, or deliver to the sandbox.',
    )
  if (isReal && once)
    throw new UsageError(
      'With --deliver-to-amplitude no session is played, so with --once there is nothing to do. Leave one of them out.',
    )
  if (yes && !isReal)
    throw new UsageError('--yes only confirms --deliver-to-amplitude. Add that, or leave out --yes.')
  if ([session, ...subscriptions].filter((path) => path === '-').length > 1)
    throw new UsageError('Only one of the files can be standard input.')
  return {
    port: parsePort(values.port),
    once,
    session: noPlay || isReal ? 'none' : session === undefined ? 'recorded' : { file: session },
    subscriptions,
    delivery: isReal ? (yes ? 'confirmed' : 'ask') : 'here',
    asJson: values.json,
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port <= 65535) return port
  throw new UsageError('--port is not a port number; expected 0 to 65535, such as 4747.')
}
