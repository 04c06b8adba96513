import { hasErrors, transform } from '@experiment-impressions/contract'
import { toEventDetails } from './event-details'
import type { Settings } from './generated-types'
import { lostVariant } from './lost-variant'
import { describeIssues, invalidEvent, type SegmentError } from './to-segment-error'
import { toRawEvent, type OutgoingEvent } from './to-raw-event'
import { toTrackEvent, type ExperimentEventName } from './to-track-event'
import type { Payload } from './trackImpression/generated-types'

/** What is to be done with one payload. */
export type Prepared =
  | { readonly kind: 'send'; readonly event: OutgoingEvent }
  /** Nothing is to be sent, and rightly so; `reason` says why. */
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly error: SegmentError }

export interface PrepareOptions {
  readonly name: ExperimentEventName
  readonly settings: Settings
  /** What the payloads were mapped with. */
  readonly mapping: unknown
  /** Epoch ms. */
  readonly now: number
}

/** Turns one mapped payload into Amplitude's event. `raw` is the Segment event it was mapped from. */
export function prepare(payload: Payload, raw: unknown, options: PrepareOptions): Prepared {
  const { name, settings, mapping, now } = options
  const lost = lostVariant(payload, raw, mapping)
  if (lost !== undefined) return { kind: 'refuse', error: invalidEvent(lost) }
  const isRaw = settings.transformAt === 'ingestion'
  const unsetAs = settings.unsetAs === 'identify' && !isRaw ? 'identify' : 'event'
  const { minIdLength } = settings
  const result = transform(toTrackEvent(name, payload, raw), {
    unsetAs,
    ...(minIdLength === undefined ? {} : { minIdLength }),
  })
  if (result.ok) {
    const event: OutgoingEvent = isRaw ? toRawEvent(name, result.value) : result.value
    const details = toEventDetails(payload, { settings, mapping, time: event.time, now })
    // Not by spreads, which take V8 microseconds here.
    return { kind: 'send', event: Object.assign({}, event, details) }
  }
  const { issues } = result
  if (hasErrors(issues)) return { kind: 'refuse', error: invalidEvent(describeIssues(issues)) }
  return { kind: 'skip', reason: describeIssues(issues) }
}
