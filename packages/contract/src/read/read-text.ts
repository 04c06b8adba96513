import { createIssue, type Issue, type IssueCode, type IssuePath } from '../issues/issues.js'
import { gather, none, type Reading } from '../issues/reading.js'
import { own } from '../json/json-value.js'
import { kindOf } from '../json/value-kind.js'
import { hasInvisible } from '../text/invisible.js'
import { isBlank, isOrdinary, isPadded, isPlaceholder } from '../text/suspect-text.js'
import { isUnsafeNumber } from '../text/unsafe-number.js'
import { lengthIssue } from './length-issue.js'

/** The purpose of a text: the first part of its issue codes. */
type Subject = IssueCode extends infer Code ? (Code extends `${infer Name}_NOT_STRING` ? Name : never) : never

const absent: Reading<undefined> = { value: undefined, issues: none }

/**
 * Reads the text at the last key of `path` in `holder`. Returns `undefined` for absent, null, empty and blank. Converts a
 * number or boolean to text, with a warning. A number that has lost digits or prints with an exponent, like any other kind of
 * value, returns `undefined` with an issue of its subject.
 */
export function readText(holder: object, path: IssuePath, subject: Subject): Reading<string | undefined> {
  const value = own(holder, path[path.length - 1] as string)
  if (value === undefined || value === null || value === '') return absent
  if (typeof value === 'string') return readString(value, path, subject)
  if (isUnsafeNumber(value))
    return { value: undefined, issues: [createIssue(`${subject}_UNSAFE_NUMBER`, path, {})] }
  const isScalar = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  return {
    value: isScalar ? String(value) : undefined,
    issues: [
      createIssue(`${subject}_NOT_STRING`, path, {
        received: kindOf(value),
        sent: isScalar ? 'as text' : 'not at all',
      }),
    ],
  }
}

function readString(value: string, path: IssuePath, subject: Subject): Reading<string | undefined> {
  if (isOrdinary(value)) return { value, issues: none }
  // A blank variant isn't the same as no variant: unsetting it would take the person out of the experiment.
  if (subject !== 'VARIANT' && isBlank(value))
    return subject === 'ID' ? { value: undefined, issues: [createIssue('ID_BLANK', path, {})] } : absent
  const issues = gather(
    // The flag key has its own limit, because its user property is named after it.
    subject === 'FLAG_KEY' ? undefined : lengthIssue(value, path),
    invisibleIssue(value, path),
    // Amplitude rejects most of these as ids; `readIdentity` reports that.
    subject !== 'ID' && isPlaceholder(value) ? createIssue('TEXT_PLACEHOLDER', path, {}) : undefined,
  )
  return { value, issues }
}

function invisibleIssue(value: string, path: IssuePath): Issue | undefined {
  if (isPadded(value)) return createIssue('TEXT_PADDED', path, {})
  return hasInvisible(value) ? createIssue('TEXT_INVISIBLE', path, {}) : undefined
}
