import { describeIssues, transform, type Issue } from '@experiment-impressions/contract'
import type { Settings } from '../generated-types'
import { toEventDetails, type DetailsSource } from './event-details'
import { toRawEvent, type OutgoingEvent } from './to-raw-event'

/** The settings that change how an event is sent. */
export type EventSettings = Pick<
  Settings,
  'unsetAs' | 'transformAt' | 'minIdLength' | 'partnerId' | 'skipUserPropertiesAfterHours'
>

/** Why an event isn't sent. */
interface Reasons {
  /** A sentence for people. Never contains a value from the event. */
  readonly reason: string
  /** What the transform found. Empty if the event didn't get that far. */
  readonly issues: readonly Issue[]
}

/** An event that isn't valid. */
export interface Refused extends Reasons {
  readonly kind: 'refuse'
}

/** What to do with one experiment event. */
export type Transformed =
  | { readonly kind: 'send'; readonly event: OutgoingEvent }
  /** A valid event that isn't meant to be sent. */
  | ({ readonly kind: 'skip' } & Reasons)
  | Refused

export interface TransformEventOptions {
  readonly settings: EventSettings
  readonly details: DetailsSource
  /** Epoch ms. */
  readonly now: number
}

/** Turns a Segment track event into Amplitude's event, including device, session and other details. Never throws. */
export function transformEvent(
  event: unknown,
  { settings, details, now }: TransformEventOptions,
): Transformed {
  const { minIdLength } = settings
  const isRaw = settings.transformAt === 'ingestion'
  const result = transform(event, {
    unsetAs: settings.unsetAs === 'identify' && !isRaw ? 'identify' : 'event',
    ...(minIdLength === undefined ? {} : { minIdLength }),
  })
  if (result.kind === 'send') {
    const outgoing: OutgoingEvent = isRaw ? toRawEvent(result.event) : result.event
    const others = toEventDetails(details, { settings, time: outgoing.time, now })
    // Not spreads, which cost V8 microseconds here.
    return { kind: 'send', event: Object.assign({}, outgoing, others) }
  }
  const { kind, issues } = result
  return { kind, reason: describeIssues(issues), issues }
}
