import type { ValueKind } from '@experiment-impressions/contract'
import type { SandboxKeys } from '../sandbox-module.js'
import type { GivenKind } from './value-kinds.js'

/** What the destination does with an event. */
export type Outcome = 'accepted' | 'skipped' | 'rejected'

type Nothing = Readonly<Record<string, never>>

/** One field of a mapping: its key, its label, how it’s mapped if at all, and how the presets map it. */
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

/** Whether Segment delivers in batches; if not, a difference only matters once batching is turned on. */
interface Batching {
  readonly isBatching: boolean
}

/** A condition of a trigger that asks for something else than it was meant to. */
export interface TriggerMistake {
  /** What it compares. Only page and screen calls have a `name`. */
  readonly part: 'type' | 'event' | 'name'
  readonly written: string
  readonly meant: string
  /** Whether it’s the event’s name in Amplitude. */
  readonly isInAmplitude: boolean
}

/** An answer that another server than the expected one gave. */
interface Foreign {
  readonly host: string
  readonly status: number
  readonly contentType: string | undefined
  /** Length of the body, in characters. */
  readonly length: number
}

interface Unreachable {
  readonly host: string
  /** The code of a system error, or a few words. */
  readonly cause: string
}

interface Busy {
  readonly host: string
  readonly status: number
}

/** Parameters of each code. They never hold a key of yours, nor the value of a setting or of an event. */
export interface FindingParams {
  SETTING_MISSING: { readonly label: string; readonly variable: string | undefined }
  SETTING_UNKNOWN: { readonly meant: string | undefined }
  SETTING_NOT_TYPE: { readonly label: string; readonly expected: string; readonly received: ValueKind }
  SETTING_NOT_CHOICE: { readonly label: string; readonly choices: readonly string[] }
  SETTING_OUT_OF_RANGE: { readonly label: string; readonly expected: string }
  /**
   * `own`: this destination’s name. `names`: the others’ names, as far as known. `unknown`: settings that this destination
   * doesn’t have, if only they tell. `isList`: the file has several destinations.
   */
  SETTINGS_FOREIGN: {
    readonly own: string
    readonly names: readonly string[]
    readonly unknown: readonly string[]
    readonly isList: boolean
  }
  KEY_MALFORMED: { readonly label: string }
  KEYS_MASKED: { readonly labels: readonly string[]; readonly variables: readonly string[] }
  KEYS_EQUAL: Nothing
  KEYS_READABLE_BY_OTHERS: { readonly file: string }
  /** `where`: `in Europe`, or `at 127.0.0.1:4747`. `sandbox`: the sandbox’s own keys, which are public, if it may be one. */
  KEYS_REFUSED: { readonly status: number; readonly where: string; readonly sandbox?: SandboxKeys }
  KEYS_OF_SANDBOX: { readonly where: string; readonly sandbox: SandboxKeys }
  /** `isSending`: the region comes from the environment, not from the settings. */
  REGION_WRONG: {
    readonly region: string
    readonly right: string
    readonly setting: string
    readonly isSending?: true
  }
  /** `isLocal`: it would be on this machine, as the sandbox is. */
  AMPLITUDE_UNREACHABLE: Unreachable & { readonly isSending?: true; readonly isLocal?: true }
  AMPLITUDE_BUSY: Busy
  AMPLITUDE_FOREIGN: Foreign
  /** `others`: subscriptions of other destinations. `action`, `subscribe`: what to add. */
  SUBSCRIPTIONS_EMPTY: {
    readonly own: string
    readonly others: number
    readonly action: string
    readonly subscribe: string
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
  /** `missed`: the experiment events that it misses. `isCovered`: other subscriptions match them. */
  TRIGGER_MISTYPED: {
    readonly mistakes: readonly TriggerMistake[]
    readonly missed: readonly string[]
    readonly corrected: string
    readonly isCovered: boolean
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
  /** `isWhole`: it’s a whole number, but out of range. */
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
  /** `message`: what Segment says. */
  SEGMENT_REFUSED: { readonly host: string; readonly status: number; readonly message: string | undefined }
  SEGMENT_BUSY: Busy
  SEGMENT_FOREIGN: Foreign
  SEGMENT_UNREACHABLE: Unreachable
  WATCH_BUSY: Busy
  WATCH_FOREIGN: Foreign
  WATCH_UNREACHABLE: Unreachable
  IMPRESSION_LOST: { readonly userId: string; readonly otherRegion: string | undefined }
  IMPRESSION_LATE: { readonly seconds: number; readonly usual: number }
  IMPRESSION_RAW: { readonly names: readonly string[] }
  IMPRESSION_RENAMED: { readonly names: readonly string[] }
  IMPRESSION_WITHOUT_EVENT: { readonly userId: string }
  /** `lost` are missing, `changed` have another value. */
  IMPRESSION_PROPERTIES_WRONG: { readonly lost: readonly string[]; readonly changed: readonly string[] }
  USER_ID_LOST: { readonly userId: string }
  DEVICE_ID_LOST: Nothing
  PROPERTY_NOT_SET: { readonly property: string; readonly hasOther: boolean }
  /** `isEventThere`: whether the impression without a variant has arrived. */
  PROPERTY_NOT_UNSET: { readonly property: string; readonly isEventThere: boolean }
  /** `others`: names of the events that aren’t `[Experiment] Impression`. */
  IMPRESSION_DOUBLED: {
    readonly impressions: number
    readonly sent: number
    readonly withoutInsertId: number
    readonly others: readonly string[]
  }
  /** `problem`: `401`, or a few words. */
  PERSON_NOT_DELETED: { readonly host: string; readonly problem: string }
}
