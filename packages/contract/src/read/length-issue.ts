import { createIssue, type Issue, type IssuePath } from '../issues/issues.js'
import { amplitudeLimits } from '../wire/amplitude-limits.js'

/** The issue of a text that Amplitude truncates. We send the whole text and leave that to Amplitude. */
export function lengthIssue(text: string, path: IssuePath): Issue | undefined {
  const { length } = text
  const limit = amplitudeLimits.stringCharacters
  return length > limit ? createIssue('STRING_TOO_LONG', [...path], { length, limit }) : undefined
}
