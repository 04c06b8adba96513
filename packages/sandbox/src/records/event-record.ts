import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'
import type { JsonObject } from '@experiment-impressions/contract/json'
import type { Around } from './properties-around.js'
import type { Attempt } from '../segment-host/attempt.js'
import type { SegmentEvent } from '../segment/server-side-fields.js'
import type { TakenBy } from '../segment-host/changed-fields.js'

/** What became of an event: `pending` until its first try, `retry` while or after tries failed that may be repeated. */
export type EventOutcome = Attempt['outcome'] | 'pending'

/** One experiment event on its road through the sandbox. */
export interface EventRecord {
  /** Segment's message id. */
  readonly id: string
  /** The event as Segment hands it to destinations: the pre-transformation form. */
  readonly pre: SegmentEvent
  /** The event as the destination sent it last: what stood in the upload. Null until it was sent, and if it never was. */
  readonly post: JsonObject | null
  /** What the default mapping and settings would send: the post-transformation form. Null if that is nothing. */
  readonly expected: AmplitudeEvent | null
  /** What the transformation has to say of `pre`. */
  readonly issues: readonly Issue[]
  readonly outcome: EventOutcome
  /** Newest last. */
  readonly attempts: readonly Attempt[]
  /**
   * What the sandbox's own Amplitude did with it: stored it, or dropped it as a duplicate of an insert id that it had. Null
   * if that isn't known: not delivered yet, or delivered to the real Amplitude.
   */
  readonly storage: 'stored' | 'duplicate' | null
  /** How many more times Segment received this message id, and dropped it. */
  readonly repeats: number
  /** Null until a subscription took it, and if none did. */
  readonly subscription: TakenBy | null
  /** The person's user properties around this event; null if the sandbox's Amplitude did not store it. */
  readonly userProperties: Around | null
  /** Why the contents aren't kept: the record was too large to be shown. Absent for every other record. */
  readonly omitted?: string
}
