import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'
import type { Attempt } from './segment/attempt.js'
import type { SegmentEvent } from './segment/server-side.js'

/** What became of an event: `pending` until its first try, `retry` while or after tries failed that may be repeated. */
export type EventOutcome = Attempt['outcome'] | 'pending'

/** One experiment event on its road through the sandbox. */
export interface EventRecord {
  /** Segment's message id. */
  readonly id: string
  /** The event as Segment hands it to destinations: the pre-transformation form. */
  readonly pre: SegmentEvent
  /** The event as it is sent to Amplitude: the post-transformation form; null where nothing is to be sent. */
  readonly post: AmplitudeEvent | null
  readonly issues: readonly Issue[]
  readonly outcome: EventOutcome
  readonly attempts: readonly Attempt[]
  /** The person's user properties around this event; null where the sandbox's Amplitude did not store it. */
  readonly userProperties: { readonly before: PlainProperties; readonly after: PlainProperties } | null
}

export type PlainProperties = Readonly<Record<string, unknown>>
