import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'

/** One try to deliver an event. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number
  readonly outcome: string
  /** Why, in words; absent where it was accepted. */
  readonly reason?: string
  /** The request, without the key, and Amplitude’s answer; absent where there was none of either. */
  readonly exchange?: { readonly request: unknown; readonly answer: unknown }
}

export const outcomes = ['accepted', 'pending', 'retry', 'skipped', 'rejected'] as const

/**
 * What became of an event: `pending` until its first try, `retry` while tries failed that may be repeated. `inspected` is
 * an event that was pasted: nobody has tried to deliver it.
 */
export type EventOutcome = (typeof outcomes)[number] | 'inspected'

export type PlainProperties = Readonly<Record<string, unknown>>

/** One experiment event as the sandbox tells of it. */
export interface EventRecord {
  readonly id: string
  /** The pre-transformation form. */
  readonly pre: unknown
  /** The post-transformation form; null where nothing is sent. */
  readonly post: AmplitudeEvent | null
  readonly issues: readonly Issue[]
  readonly outcome: EventOutcome
  readonly attempts: readonly Attempt[]
  /** The person’s user properties around this event; null where Amplitude did not store it. */
  readonly userProperties: { readonly before: PlainProperties; readonly after: PlainProperties } | null
}
