import { createIssue, kindOf, type Issue, type IssueCode, type IssuePath } from './issues.js'
import { noteLength, own } from './json-value.js'

/** The codes that say "not a string". */
export type NotStringCode = Extract<IssueCode, `${string}_NOT_STRING`>

interface ReadTextOptions {
  readonly code: NotStringCode
  readonly issues: Issue[]
  /** Leaves the length to the caller. */
  readonly anyLength?: boolean
}

/**
 * Reads the text at the last key of `path` in `holder`. Absent, null and empty give `undefined`. A number or boolean
 * gives its text and a warning; anything else `undefined` and an error.
 */
export function readText(holder: object, path: IssuePath, options: ReadTextOptions): string | undefined {
  const value = own(holder, path[path.length - 1] as string)
  if (value === undefined || value === null || value === '') return undefined
  const { code, issues, anyLength = false } = options
  if (typeof value === 'string') {
    if (!anyLength) noteLength(value, path, issues)
    return value
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    issues.push(createIssue(code, path, { received: kindOf(value), sent: 'as text' }))
    return String(value)
  }
  issues.push(createIssue(code, path, { received: kindOf(value), sent: 'not at all' }))
  return undefined
}
