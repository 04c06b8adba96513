import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'

/** The batch that an event travelled in. Numbers and places count from 1. */
export interface Batch {
  readonly number: number
  readonly place: number
  /** Events in it. */
  readonly size: number
  /** How many other events of it were refused. */
  readonly refused: number
}

/** One try to deliver an event. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number
  readonly outcome: string
  /** Why, in words; absent where it was accepted. */
  readonly reason?: string
  /** The request, without the key, and Amplitude’s answer; absent where there was none of either. */
  readonly exchange?: { readonly request: unknown; readonly answer: unknown }
  /** Absent where the event was sent by itself. */
  readonly batch?: Batch
}

export const outcomes = ['accepted', 'pending', 'retry', 'skipped', 'rejected'] as const

/**
 * What became of an event: `pending` until its first try, `retry` while tries failed that may be repeated. `inspected` is
 * an event that was pasted: nobody has tried to deliver it.
 */
export type EventOutcome = (typeof outcomes)[number] | 'inspected'

export type PlainProperties = Readonly<Record<string, unknown>>

/** A field of a subscription’s mapping that isn’t the default. */
export interface ChangedField {
  readonly field: string
  /** What the field is mapped to. */
  readonly mapping: unknown
  /** What the default maps it to. */
  readonly usual: unknown
}

/** The subscription that took an event. */
export interface Subscription {
  readonly name: string
  readonly changed: readonly ChangedField[]
}

/** One experiment event as the sandbox reports it. */
export interface EventRecord {
  readonly id: string
  /** The pre-transformation form. */
  readonly pre: unknown
  /**
   * The post-transformation form as the destination sent it in its latest try, with device fields and all; null before the
   * first try and where nothing was sent.
   */
  readonly post: AmplitudeEvent | null
  /** What the default mapping and settings send; null where they send nothing. */
  readonly expected: AmplitudeEvent | null
  /** What the default mapping finds wrong with the event. */
  readonly issues: readonly Issue[]
  readonly outcome: EventOutcome
  readonly attempts: readonly Attempt[]
  /** What the sandbox’s own Amplitude did with it; null where that isn’t known, as with the real Amplitude. */
  readonly storage: 'stored' | 'duplicate' | null
  /** How many more times Segment received this message id, and dropped it. */
  readonly repeats: number
  /** Null where no subscription took it, or none has yet. */
  readonly subscription: Subscription | null
  /** The person’s user properties around this event; null where the sandbox’s own Amplitude didn’t store it. */
  readonly userProperties: { readonly before: PlainProperties; readonly after: PlainProperties } | null
  /** Why the sandbox kept nothing but the outcome; absent for a whole record. */
  readonly omitted?: string
}
