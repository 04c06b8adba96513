import { postTransformation, type Severity, type ValueKind } from '@experiment-impressions/contract'
import { shorten } from './shorten.js'
import type { SendFindingParams } from './send-finding.js'
import { isGivenKind, vitalFields, type GivenKind, type Outcome } from './trial/outcome-kinds.js'

/** Where a finding is: a file, keys and indices from its root, and the name of the subscription there. */
export interface Place {
  /** `undefined` for what stands in no file. */
  readonly file?: string | undefined
  readonly path: readonly (string | number)[]
  readonly name?: string | undefined
}

type Nothing = Readonly<Record<string, never>>

/** One field of a mapping: its key, its label, how it is mapped if at all, and the mapping that the presets have. */
export interface MappedField {
  readonly field: string
  readonly label: string
  readonly mapped: string | undefined
  readonly preset: string
}

/** How many of the test events a finding is about. */
interface Share {
  readonly events: number
  readonly of: number
}

/** Whether production delivers in batches; else a difference shows only once batching is turned on. */
interface Batching {
  readonly isBatching: boolean
}

/** Parameters of each code. None of them is the value of a setting or of an event. */
export interface FindingParams extends SendFindingParams {
  SETTING_MISSING: { readonly label: string; readonly variable: string | undefined }
  SETTING_UNKNOWN: { readonly meant: string | undefined }
  SETTING_NOT_TYPE: { readonly label: string; readonly expected: string; readonly received: ValueKind }
  SETTING_NOT_CHOICE: { readonly label: string; readonly choices: readonly string[] }
  SETTING_OUT_OF_RANGE: { readonly label: string; readonly expected: string }
  KEY_MALFORMED: { readonly label: string; readonly problem: 'masked' | 'white space' }
  KEYS_EQUAL: Nothing
  KEYS_READABLE_BY_OTHERS: { readonly file: string }
  /** `where`: `in Europe`, or `at 127.0.0.1:4747`. */
  KEYS_REFUSED: { readonly status: number; readonly where: string }
  /** `isSending`: the region comes from the environment, not from settings. */
  REGION_WRONG: {
    readonly region: string
    readonly right: string
    readonly setting: string
    readonly isSending?: true
  }
  /** `cause`: the code of a system error, or a few words. */
  AMPLITUDE_UNREACHABLE: { readonly host: string; readonly cause: string; readonly isSending?: true }
  AMPLITUDE_BUSY: { readonly host: string; readonly status: number }
  AMPLITUDE_FOREIGN: {
    readonly host: string
    readonly status: number
    readonly contentType: string | undefined
    readonly length: number
  }
  SUBSCRIPTIONS_INCOMPLETE: Nothing
  SUBSCRIPTION_MALFORMED: { readonly key: string; readonly expected: string; readonly received: ValueKind }
  SUBSCRIPTION_DISABLED: Nothing
  SUBSCRIPTION_MISSING: { readonly event: string; readonly action: string; readonly subscribe: string }
  SUBSCRIPTION_TOO_NARROW: Share & { readonly event: string }
  SUBSCRIPTION_TOO_WIDE: { readonly matched: readonly string[]; readonly subscribe: string }
  SUBSCRIPTIONS_OVERLAP: {
    readonly other: string
    readonly matched: readonly string[]
    readonly sameDestination: boolean
  }
  FQL_INVALID: Nothing
  FQL_READ_DIFFERENTLY: { readonly read: string }
  ACTION_UNKNOWN: { readonly actions: readonly string[]; readonly meant: string | undefined }
  FIELD_UNKNOWN: { readonly meant: string | undefined }
  FIELD_UNMAPPED: MappedField
  DOUBLE_DELIVERY: { readonly matched: readonly string[]; readonly trigger: string }
  EVENT_TYPE_CHANGED: { readonly event: string; readonly action: string; readonly right: string }
  EVENT_REFUSED: Share & { readonly reason: string }
  EVENT_NOT_HELD_BACK: Share & MappedField
  FIELD_LOST: Share & MappedField
  FIELD_CHANGED: Share & MappedField
  FIELD_INVENTED: Share & MappedField
  PROPERTIES_LOST: Share & MappedField & { readonly names: readonly string[] }
  ID_DIGITS_LOST: Share & MappedField
  /** `isWhole`: it is a whole number, but out of range. */
  BATCH_SIZE_INVALID: {
    readonly label: string
    readonly minimum: number
    readonly maximum: number
    readonly isWhole: boolean
  }
  BATCH_KEY_UNKNOWN: { readonly key: string; readonly meant: string | undefined }
  BATCH_KEYS_TOO_FINE: { readonly keys: readonly string[] }
  /** `reason`: what the framework says. */
  BATCH_FAILS: Share & Batching & MappedField & { readonly reason: string }
  BATCH_OUTCOME_DIFFERS: Share &
    Batching & { readonly single: Outcome; readonly batch: Outcome; readonly reason: string | undefined }
  BATCH_DIFFERS: Share & Batching & MappedField & { readonly single: GivenKind; readonly batch: GivenKind }
}

export type FindingCode = keyof FindingParams

/** Something to change: data. `describe-finding.ts` puts it in words. */
export type Finding = {
  [Code in FindingCode]: {
    readonly code: Code
    readonly severity: Exclude<Severity, 'suggestion'>
    readonly place: Place
    readonly params: Readonly<FindingParams[Code]>
  }
}[FindingCode]

/** Makes a finding, with the severity of its code and parameters. Long texts and lists lose their end. */
export function createFinding<Code extends FindingCode>(
  code: Code,
  place: Place,
  params: FindingParams[Code],
): Finding {
  const rule: unknown = warnings[code]
  const isWarning =
    typeof rule === 'function' ? (rule as (of: typeof params) => boolean)(params) : rule === true
  const severity = isWarning ? 'warning' : 'error'
  return { code, severity, ...shorten({ place, params }) } as unknown as Finding
}

/** Fields without which an impression counts all the same, and for the right person. */
const lesserFields: ReadonlySet<string> = new Set(['experiment_key', 'time', 'session_id', 'device'])
/** Fields that may well be mapped from elsewhere, as long as the conversions have the same. */
const idFields: ReadonlySet<string> = new Set(['user_id', 'device_id'])

/** Which codes, or which findings of a code, are warnings; all else are errors. */
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
  FQL_READ_DIFFERENTLY: true,
  FIELD_UNKNOWN: true,
  FIELD_LOST: ({ field }) => lesserFields.has(field),
  FIELD_CHANGED: ({ field }) => lesserFields.has(field) || idFields.has(field),
  FIELD_INVENTED: ({ field }) => lesserFields.has(field) || idFields.has(field),
  PROPERTIES_LOST: true,
  IMPRESSION_LATE: true,
  // Without an experiment key an impression counts all the same.
  IMPRESSION_PROPERTIES_WRONG: ({ lost, changed }) =>
    [...lost, ...changed].every((name) => name === postTransformation.experimentKey),
  DEVICE_ID_LOST: true,
  BATCH_SIZE_INVALID: ({ isWhole }) => isWhole,
  BATCH_KEY_UNKNOWN: true,
  BATCH_KEYS_TOO_FINE: true,
  BATCH_FAILS: ({ isBatching }) => !isBatching,
  BATCH_OUTCOME_DIFFERS: ({ isBatching }) => !isBatching,
  BATCH_DIFFERS: ({ isBatching, field, single, batch }) =>
    !(isBatching && vitalFields.has(field) && isGivenKind(single) !== isGivenKind(batch)),
}
