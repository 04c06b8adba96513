import { UsageError } from '../errors.js'
import { parseArguments } from '../parse-arguments.js'
import { help } from './help.js'

/** The arguments of `impressions sandbox`, checked. */
export interface Choices {
  readonly port: number
  readonly once: boolean
  /** A file to play, the bundled recording, or nothing. */
  readonly session: { readonly file: string } | 'recorded' | 'none'
  /** Files with subscriptions; empty for the presets. */
  readonly subscriptions: readonly string[]
  /** Where to deliver: to the sandbox's own Amplitude, or to the real one, asking first or not. */
  readonly delivery: 'here' | 'ask' | 'confirmed'
  readonly asJson: boolean
}

/**
 * Reads the command's arguments.
 * @throws {UsageError} naming the option that is wrong, or the two that can't be combined
 */
export function readChoices(args: readonly string[]): Choices {
  const { values } = parseArguments(args, help.options)
  const { session, once, yes, subscriptions = [], 'deliver-to-amplitude': isReal, 'no-play': noPlay } = values
  if (noPlay && session !== undefined)
    throw new UsageError('--session and --no-play can’t be combined. Leave one out.')
  if (noPlay && once)
    throw new UsageError('--once and --no-play together leave nothing to do. Leave one out.')
  if (isReal && session !== undefined)
    throw new UsageError(
      '--deliver-to-amplitude plays no session, so you aren’t billed for a recording. Leave out --session, or leave out --deliver-to-amplitude.',
    )
  if (isReal && once)
    throw new UsageError(
      '--deliver-to-amplitude plays no session, so --once leaves nothing to do. Leave one out.',
    )
  if (yes && !isReal)
    throw new UsageError('--yes only confirms --deliver-to-amplitude. Add that, or leave out --yes.')
  if ([session, ...subscriptions].filter((path) => path === '-').length > 1)
    throw new UsageError('Only one of the files can be standard input.')
  return {
    port: parsePort(values.port ?? help.options.port.default),
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
  throw new UsageError('--port isn’t a port number. Expected 0 to 65535, such as 4747.')
}
