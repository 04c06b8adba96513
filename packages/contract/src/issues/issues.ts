import type { ValueKind } from '../json/value-kind.js'
import type { ImplausibleTime, SeemingUnit } from '../time/plausible-time.js'

/** `error`: the event isn't sent. `warning`: it's sent, but something is wrong. `suggestion`: good to know. */
export type Severity = 'error' | 'warning' | 'suggestion'

/** A place in the Segment event: keys and array indices from its root. Empty for the event itself. */
export type IssuePath = readonly (string | number)[]

type Received = { readonly received: ValueKind }
type SentAsText = Received & { readonly sent: 'as text' | 'not at all' }
type TooLong = { readonly length: number; readonly limit: number }
type Nothing = Readonly<Record<string, never>>

/** The event's name that was probably meant: `$impression`. */
type Meant = { readonly meant: string }
/** The property's right name: `flag_key`. */
type Wanted = { readonly wanted: string }

type Seems = { readonly seems?: SeemingUnit }

/** The parameters of each issue code. `docs/issues.md` has a section for each code. */
export interface IssueParams {
  EVENT_UNREADABLE: Nothing
  NOT_EXPERIMENT_EVENT: Received
  EVENT_NAME_MISSING: Nothing
  EVENT_NAME_MISSPELLED: Meant
  EVENT_NAME_TRANSFORMED: Meant
  EVENT_TYPE_WRONG: Received
  EVENT_OF_OTHER_TOOL: Nothing
  PROPERTIES_BARE: Nothing
  INTEGRATIONS_OFF: Nothing
  TRACK_EXPOSURE_OFF: Nothing
  MUTUAL_EXCLUSION_GROUP: Nothing
  FLAG_KEY_MISSING: Received
  FLAG_KEY_MISNAMED: Wanted
  FLAG_KEY_NOT_STRING: SentAsText
  FLAG_KEY_UNSAFE_NUMBER: Nothing
  FLAG_KEY_TOO_LONG: TooLong
  VARIANT_NOT_STRING: SentAsText
  VARIANT_UNSAFE_NUMBER: Nothing
  VARIANT_MISNAMED: Wanted
  VARIANT_OFF: Nothing
  EXPERIMENT_KEY_NOT_STRING: SentAsText
  EXPERIMENT_KEY_UNSAFE_NUMBER: Nothing
  ID_MISSING: Nothing
  ID_NOT_STRING: SentAsText
  ID_UNSAFE_NUMBER: Nothing
  ID_BLANK: Nothing
  ID_TOO_SHORT: TooLong
  ID_REFUSED: Nothing
  INSERT_ID_MISSING: Nothing
  INSERT_ID_NOT_STRING: SentAsText
  INSERT_ID_UNSAFE_NUMBER: Nothing
  TIME_MISSING: Nothing
  TIME_NOT_MS: Received & Seems
  TIME_IMPLAUSIBLE: { readonly reason: ImplausibleTime } & Seems
  TIMESTAMP_MISSING: Nothing
  TIMESTAMP_INVALID: Received & Seems
  TIMESTAMP_IMPLAUSIBLE: { readonly reason: ImplausibleTime } & Seems
  TIMESTAMP_SKEWED: { readonly skewMs: number }
  TEXT_PADDED: Nothing
  TEXT_INVISIBLE: Nothing
  TEXT_PLACEHOLDER: Nothing
  STRING_TOO_LONG: TooLong
  NESTING_TOO_DEEP: { readonly limit: number }
  PROPERTIES_TOO_MANY: { readonly limit: number }
  PROPERTY_NAME_UNSAFE: Nothing
  MORE_ISSUES: { readonly count: number }
  USER_PROPERTIES_IGNORED: Nothing
}

export type IssueCode = keyof IssueParams

/** A finding about one event: data, ready for a log or a page. `formatIssue` puts it into words. */
export type Issue = {
  [Code in IssueCode]: {
    readonly code: Code
    readonly severity: Severity
    readonly path: IssuePath
    readonly params: Readonly<IssueParams[Code]>
  }
}[IssueCode]

/** The usual severity of each code. A value of the wrong type that is sent as text gets a `warning` instead. */
export const issueSeverity: Readonly<Record<IssueCode, Severity>> = {
  EVENT_UNREADABLE: 'error',
  NOT_EXPERIMENT_EVENT: 'suggestion',
  EVENT_NAME_MISSING: 'error',
  EVENT_NAME_MISSPELLED: 'error',
  EVENT_NAME_TRANSFORMED: 'error',
  EVENT_TYPE_WRONG: 'error',
  EVENT_OF_OTHER_TOOL: 'suggestion',
  PROPERTIES_BARE: 'error',
  INTEGRATIONS_OFF: 'suggestion',
  TRACK_EXPOSURE_OFF: 'suggestion',
  MUTUAL_EXCLUSION_GROUP: 'suggestion',
  FLAG_KEY_MISSING: 'error',
  FLAG_KEY_MISNAMED: 'error',
  FLAG_KEY_NOT_STRING: 'error',
  FLAG_KEY_UNSAFE_NUMBER: 'error',
  FLAG_KEY_TOO_LONG: 'error',
  VARIANT_NOT_STRING: 'error',
  VARIANT_UNSAFE_NUMBER: 'error',
  VARIANT_MISNAMED: 'error',
  VARIANT_OFF: 'warning',
  EXPERIMENT_KEY_NOT_STRING: 'error',
  EXPERIMENT_KEY_UNSAFE_NUMBER: 'error',
  ID_MISSING: 'error',
  ID_NOT_STRING: 'error',
  ID_UNSAFE_NUMBER: 'warning',
  ID_BLANK: 'warning',
  ID_TOO_SHORT: 'warning',
  ID_REFUSED: 'warning',
  INSERT_ID_MISSING: 'warning',
  INSERT_ID_NOT_STRING: 'error',
  INSERT_ID_UNSAFE_NUMBER: 'warning',
  TIME_MISSING: 'suggestion',
  TIME_NOT_MS: 'warning',
  TIME_IMPLAUSIBLE: 'warning',
  TIMESTAMP_MISSING: 'warning',
  TIMESTAMP_INVALID: 'warning',
  TIMESTAMP_IMPLAUSIBLE: 'warning',
  TIMESTAMP_SKEWED: 'suggestion',
  TEXT_PADDED: 'warning',
  TEXT_INVISIBLE: 'warning',
  TEXT_PLACEHOLDER: 'warning',
  STRING_TOO_LONG: 'warning',
  NESTING_TOO_DEEP: 'warning',
  PROPERTIES_TOO_MANY: 'warning',
  PROPERTY_NAME_UNSAFE: 'warning',
  MORE_ISSUES: 'warning',
  USER_PROPERTIES_IGNORED: 'warning',
}

/** Creates an issue with its code's usual severity, or a `warning` if the value is sent as text. */
export function createIssue<Code extends IssueCode>(
  code: Code,
  path: IssuePath,
  params: IssueParams[Code],
): Issue {
  const severity = 'sent' in params && params.sent === 'as text' ? 'warning' : issueSeverity[code]
  return { code, severity, path, params } as Issue
}

/** Whether any issue keeps the event from being sent. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error')
}
