import { noteLength } from './copy-json-object.js'
import { hasInvisible } from './invisible.js'
import { createIssue, type Issue, type IssueCode, type IssuePath } from './issues.js'
import { own } from './json/json-object.js'
import { kindOf } from './json/value-kind.js'
import { isBlank, isPadded, isPlaceholder } from './suspect-text.js'
import { isUnsafeNumber } from './unsafe-number.js'

/** What a text is for: the first part of its issue codes. */
type Subject = IssueCode extends infer Code ? (Code extends `${infer Name}_NOT_STRING` ? Name : never) : never

interface ReadTextOptions {
  readonly subject: Subject
  readonly issues: Issue[]
  /** Leaves the length to the caller. */
  readonly anyLength?: boolean
}

/**
 * Reads the text at the last key of `path` in `holder`. Absent, null, empty and blank give `undefined`. A number or boolean
 * gives its text and a warning, unless it is a number that has lost its digits or prints with an exponent: that gives
 * `undefined`, as anything else does, with the issue of its subject.
 */
export function readText(holder: object, path: IssuePath, options: ReadTextOptions): string | undefined {
  const value = own(holder, path[path.length - 1] as string)
  if (value === undefined || value === null || value === '') return undefined
  const { subject, issues, anyLength = false } = options
  if (typeof value === 'string') {
    // A blank variant is not the same as none: unsetting it for that would take a person out.
    if (subject !== 'VARIANT' && isBlank(value)) {
      if (subject === 'ID') issues.push(createIssue('ID_BLANK', path, {}))
      return undefined
    }
    if (!anyLength) noteLength(value, path, issues)
    if (isPadded(value)) issues.push(createIssue('TEXT_PADDED', path, {}))
    else if (hasInvisible(value)) issues.push(createIssue('TEXT_INVISIBLE', path, {}))
    // Amplitude refuses most of them as ids, which has an issue of its own.
    if (subject !== 'ID' && isPlaceholder(value)) issues.push(createIssue('TEXT_PLACEHOLDER', path, {}))
    return value
  }
  if (isUnsafeNumber(value)) {
    issues.push(createIssue(`${subject}_UNSAFE_NUMBER`, path, {}))
    return undefined
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    issues.push(createIssue(`${subject}_NOT_STRING`, path, { received: kindOf(value), sent: 'as text' }))
    return String(value)
  }
  issues.push(createIssue(`${subject}_NOT_STRING`, path, { received: kindOf(value), sent: 'not at all' }))
  return undefined
}
