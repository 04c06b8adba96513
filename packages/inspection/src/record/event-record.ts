import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'
import type { JsonObject } from '@experiment-impressions/contract/json'

/** The outcomes of an event that was on its way to Amplitude, the best first. */
export const outcomes = ['accepted', 'pending', 'retry', 'skipped', 'rejected'] as const

/**
 * What became of an event: `pending` until the first attempt to deliver it, `retry` after an attempt that will be repeated,
 * `skipped` if nothing is sent, as intended. `inspected`: it was only looked at, and nobody tried to deliver it.
 */
export type EventOutcome = (typeof outcomes)[number] | 'inspected'

/** One experiment event on its way from Segment to Amplitude, as the sandbox reports it and people see it. */
export interface EventRecord {
  /** Segment's message id. */
  readonly id: string
  /** The pre-transformation form: the event as Segment hands it to destinations. */
  readonly pre: JsonObject
  /** The post-transformation form, as uploaded in the latest attempt. Null until it's sent, and if it never is. */
  readonly post: SentForm | null
  /** What the default mapping and settings would send. Null if that is nothing. */
  readonly expected: AmplitudeEvent | null
  /** The transform's issues with `pre`. */
  readonly issues: readonly Issue[]
  readonly outcome: EventOutcome
  /** Newest last. */
  readonly attempts: readonly Attempt[]
  /**
   * Whether the sandbox's own Amplitude stored the event, or dropped it as a duplicate of an insert id that it had. Null if
   * that isn't known: not delivered yet, or delivered to the real Amplitude.
   */
  readonly storage: 'stored' | 'duplicate' | null
  /** How many more times Segment received this message id, and dropped it. */
  readonly repeats: number
  /** The subscription that handled it; null until there is one, and if there is none. */
  readonly subscription: UsedSubscription | null
  /** The person's user properties around this event; null if the sandbox's own Amplitude didn't store it. */
  readonly userProperties: PropertiesAround | null
  /** Why the contents weren't kept: the record was too large. Absent for every other record. */
  readonly omitted?: string
}

/** An uploaded event. Only its shape is certain: a mapping can send anything. */
export type SentForm = JsonObject

/** One attempt to deliver an event. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number
  readonly outcome: Exclude<EventOutcome, 'pending' | 'inspected'>
  /** Why, in words; for an accepted event, how the other events of its batch delayed it. */
  readonly reason?: string
  /** The last request of this attempt with this event, and its answer; absent if there was neither. */
  readonly exchange?: Exchange
  /** Absent if the event was sent alone. */
  readonly batch?: BatchPlace
}

/** What the destination requested of Amplitude, and what Amplitude answered. */
export interface Exchange {
  /** `{ url, body }`, without the API key; of the body's events, only the record's own. */
  readonly request: JsonObject
  /** `{ status, body }`, with long lists and texts cut. */
  readonly answer: JsonObject
}

/** An event's place in a batch that Segment handed to the destination. Numbers count from 1. */
export interface BatchPlace {
  /** Which batch of this sandbox. */
  readonly number: number
  readonly place: number
  /** Events in the batch. */
  readonly size: number
  /** Other events of the batch that were refused. */
  readonly refused: number
}

/** The subscription that handled an event. */
export interface UsedSubscription {
  readonly name: string
  /** Where its mapping differs from the default one. */
  readonly changed: readonly ChangedField[]
}

/** A field that isn't mapped as by default. Null: not mapped at all. */
export interface ChangedField {
  readonly field: string
  readonly mapping: unknown
  /** The default mapping of the field. */
  readonly usual: unknown
}

/** A person's user properties before and after an event. */
export interface PropertiesAround {
  readonly before: JsonObject
  readonly after: JsonObject
  /** How many properties both leave out for lack of room, if any. */
  readonly omitted?: number
}
