import { postTransformation, type Severity } from '@experiment-impressions/contract'
import type { FindingParams } from './finding-params.js'
import { isGivenKind, vitalFields } from './value-kinds.js'

/** Where a finding is: a file, keys and indices from its root, and the name of the subscription there. */
export interface Place {
  /** `undefined` for a finding that isn’t about a file. */
  readonly file?: string | undefined
  readonly path: readonly (string | number)[]
  readonly name?: string | undefined
}

/** The place of a finding that is about no file and no setting. */
export const nowhere: Place = { path: [] }

export type FindingCode = keyof FindingParams

/** Something to change: data. `words/` turns it into sentences, and docs/doctor.md has a section for each code. */
export type Finding = {
  [Code in FindingCode]: {
    readonly code: Code
    readonly severity: Exclude<Severity, 'suggestion'>
    readonly place: Place
    readonly params: Readonly<FindingParams[Code]>
  }
}[FindingCode]

/** Creates a finding, with the severity of its code and parameters. Cuts long texts and lists. */
export function createFinding<Code extends FindingCode>(
  code: Code,
  place: Place,
  params: FindingParams[Code],
): Finding {
  const rule: unknown = warnings[code]
  const isWarning =
    typeof rule === 'function' ? (rule as (of: typeof params) => boolean)(params) : rule === true
  const severity = isWarning ? 'warning' : 'error'
  return { code, severity, ...(shorten({ place, params }) as object) } as unknown as Finding
}

/** An impression without these fields still counts, and for the right person. */
const lesserFields: ReadonlySet<string> = new Set(['experiment_key', 'time', 'session_id', 'device'])
/** Any source is fine for these fields, as long as the conversions have the same ids. */
const idFields: ReadonlySet<string> = new Set(['user_id', 'device_id'])

/** Which codes, or which findings of a code, are warnings; all others are errors. */
const warnings: { readonly [Code in FindingCode]?: true | ((params: FindingParams[Code]) => boolean) } = {
  SETTING_UNKNOWN: true,
  KEYS_READABLE_BY_OTHERS: true,
  AMPLITUDE_BUSY: true,
  SUBSCRIPTIONS_INCOMPLETE: true,
  SUBSCRIPTION_DISABLED: true,
  // A site without feature experiments has no exposures.
  SUBSCRIPTION_MISSING: ({ event }) => event !== '$impression',
  SUBSCRIPTION_TOO_NARROW: true,
  SUBSCRIPTION_TOO_WIDE: true,
  // Two destinations may be for two projects.
  SUBSCRIPTIONS_OVERLAP: ({ sameDestination }) => !sameDestination,
  TRIGGER_MISTYPED: ({ isCovered }) => isCovered,
  FQL_READ_DIFFERENTLY: true,
  FIELD_UNKNOWN: true,
  FIELD_LOST: ({ field }) => lesserFields.has(field),
  FIELD_CHANGED: ({ field }) => lesserFields.has(field) || idFields.has(field),
  FIELD_INVENTED: ({ field }) => lesserFields.has(field) || idFields.has(field),
  PROPERTIES_LOST: true,
  BATCH_SIZE_INVALID: ({ isWhole }) => isWhole,
  BATCH_KEY_UNKNOWN: true,
  BATCH_KEYS_TOO_FINE: true,
  BATCH_FAILS: ({ isBatching }) => !isBatching,
  BATCH_OUTCOME_DIFFERS: ({ isBatching }) => !isBatching,
  BATCH_DIFFERS: ({ isBatching, field, single, batch }) =>
    !(isBatching && vitalFields.has(field) && isGivenKind(single) !== isGivenKind(batch)),
  IMPRESSION_LATE: true,
  // An impression without an experiment key still counts.
  IMPRESSION_PROPERTIES_WRONG: ({ lost, changed }) =>
    [...lost, ...changed].every((name) => name === postTransformation.experimentKey),
  DEVICE_ID_LOST: true,
}

/** Longest text of a finding, in characters: people copy triggers from it, which must be whole. */
const mostCharacters = 2000
const mostItems = 100

/** Names, triggers and mappings come from files, and can be of any length. */
function shorten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value
  if (Array.isArray(value)) return value.slice(0, mostItems).map(shorten)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, shorten(one)]))
}
