import { UsageError } from '../errors.js'
import type { Io } from '../io.js'

/**
 * The token of the Public API from the environment; `undefined` if there is none.
 * @throws {UsageError} if it can't be one; never with anything that stands in it
 */
export function readSegmentToken(env: Io['env']): string | undefined {
  const token = env['SEGMENT_API_TOKEN']?.trim()
  if (token === undefined || token === '') return undefined
  // Such a header would be refused with words that repeat it.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UsageError(
      'SEGMENT_API_TOKEN isn’t a token: it has a space, a line break or a letter that no token has. Copy it again.',
    )
  return token
}

/** What to say if there is no token. */
export const tokenMissing =
  'SEGMENT_API_TOKEN isn’t set. Put a Public API token into that environment variable: in Segment, a Workspace Owner creates one in Settings > Workspace settings > Access Management > Tokens.'
