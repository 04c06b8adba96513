import { describeIssues, type Issue, transform } from '@experiment-impressions/contract'
import type { Settings } from '../generated-types'
import { toEventDetails, type DetailsSource } from './event-details'
import { toRawEvent, type OutgoingEvent } from './to-raw-event'

/** The settings that decide what becomes of an event. */
export type EventSettings = Pick<
  Settings,
  'unsetAs' | 'transformAt' | 'minIdLength' | 'partnerId' | 'skipUserPropertiesAfterHours'
>

/** Why an event isn't sent. */
interface Reasons {
  /** A sentence for people, without any value of the event. */
  readonly reason: string
  /** What the transform found; nothing where the event didn't get that far. */
  readonly issues: readonly Issue[]
}

/** What to do with one experiment event. */
export type Prepared =
  | { readonly kind: 'send'; readonly event: OutgoingEvent }
  /** Nothing is sent, as it should be. */
  | ({ readonly kind: 'skip' } & Reasons)
  | ({ readonly kind: 'refuse' } & Reasons)

export interface PrepareEventOptions {
  readonly settings: EventSettings
  readonly details: DetailsSource
  /** Epoch ms. */
  readonly now: number
}

/** Turns a Segment track event into the event that Amplitude gets, with device, session and all. Never throws. */
export function prepareEvent(event: unknown, { settings, details, now }: PrepareEventOptions): Prepared {
  const { minIdLength } = settings
  const isRaw = settings.transformAt === 'ingestion'
  const result = transform(event, {
    unsetAs: settings.unsetAs === 'identify' && !isRaw ? 'identify' : 'event',
    ...(minIdLength === undefined ? {} : { minIdLength }),
  })
  if (result.kind === 'send') {
    const outgoing: OutgoingEvent = isRaw ? toRawEvent(result.event) : result.event
    const others = toEventDetails(details, { settings, time: outgoing.time, now })
    // Not by spreads, which take V8 microseconds here.
    return { kind: 'send', event: Object.assign({}, outgoing, others) }
  }
  const { kind, issues } = result
  return { kind, reason: describeIssues(issues), issues }
}
