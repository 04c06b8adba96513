import { UsageError } from '../errors.js'
import type { Io } from '../io.js'

/**
 * Reads the Public API token from the environment; `undefined` if there is none.
 * @throws {UsageError} if it can't be a token; the message never quotes it
 */
export function readSegmentToken(env: Io['env']): string | undefined {
  const token = env['SEGMENT_API_TOKEN']?.trim()
  if (token === undefined || token === '') return undefined
  // `fetch` refuses such a header with an error that quotes it.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UsageError(
      'SEGMENT_API_TOKEN isn’t a token: it contains a space, a line break or a special character. Copy it again.',
    )
  return token
}

/** The error if there is no token. */
export const tokenMissing =
  'SEGMENT_API_TOKEN isn’t set. Put a Public API token into that environment variable: in Segment, a Workspace Owner creates one in Settings > Workspace settings > Access Management > Tokens.'
