import { createIssue, type Issue, type IssueCode, type IssuePath } from '../issues/issues.js'
import { gather, none, type Reading } from '../issues/reading.js'
import { own } from '../json/json-object.js'
import { kindOf } from '../json/value-kind.js'
import { hasInvisible } from '../text/invisible.js'
import { isBlank, isPadded, isPlaceholder } from '../text/suspect-text.js'
import { isUnsafeNumber } from '../text/unsafe-number.js'
import { lengthIssue } from './length-issue.js'

/** What a text is for: the first part of its issue codes. */
type Subject = IssueCode extends infer Code ? (Code extends `${infer Name}_NOT_STRING` ? Name : never) : never

interface ReadTextOptions {
  readonly subject: Subject
  /** Leaves the length to the caller. */
  readonly anyLength?: boolean
}

const absent: Reading<undefined> = { value: undefined, issues: none }

/**
 * Reads the text at the last key of `path` in `holder`. Absent, null, empty and blank give `undefined`. A number or boolean
 * gives its text and a warning, unless it's a number that has lost its digits or prints with an exponent: that, like any
 * other kind of value, gives `undefined` and its subject's issue.
 */
export function readText(
  holder: object,
  path: IssuePath,
  options: ReadTextOptions,
): Reading<string | undefined> {
  const value = own(holder, path[path.length - 1] as string)
  if (value === undefined || value === null || value === '') return absent
  if (typeof value === 'string') return readString(value, path, options)

  const { subject } = options
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

function readString(
  value: string,
  path: IssuePath,
  { subject, anyLength = false }: ReadTextOptions,
): Reading<string | undefined> {
  // A blank variant isn't the same as none: unsetting for it would take a person out of the experiment.
  if (subject !== 'VARIANT' && isBlank(value))
    return subject === 'ID' ? { value: undefined, issues: [createIssue('ID_BLANK', path, {})] } : absent
  const issues = gather(
    anyLength ? undefined : lengthIssue(value, path),
    invisibleIssue(value, path),
    // Amplitude refuses most of these as ids, which has an issue of its own.
    subject !== 'ID' && isPlaceholder(value) ? createIssue('TEXT_PLACEHOLDER', path, {}) : undefined,
  )
  return { value, issues }
}

function invisibleIssue(value: string, path: IssuePath): Issue | undefined {
  if (isPadded(value)) return createIssue('TEXT_PADDED', path, {})
  return hasInvisible(value) ? createIssue('TEXT_INVISIBLE', path, {}) : undefined
}
