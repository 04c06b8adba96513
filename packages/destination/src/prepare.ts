import { hasErrors, transform, type AmplitudeEvent } from '@experiment-impressions/contract'
import { hasLostVariant, lostVariantMessage } from './lost-variant'
import { describeIssues, invalidEvent, type SegmentError } from './to-segment-error'
import { toTrackEvent, type ExperimentEventName } from './to-track-event'
import type { Payload } from './trackImpression/generated-types'

/** What is to be done with one payload. */
export type Prepared =
  | { readonly kind: 'send'; readonly event: AmplitudeEvent }
  /** Nothing is to be sent, and rightly so; `reason` says why. */
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly error: SegmentError }

/** Turns one mapped payload into Amplitude's event. `raw` is the Segment event it was mapped from. */
export function prepare(name: ExperimentEventName, payload: Payload, raw: unknown): Prepared {
  if (hasLostVariant(payload, raw)) return { kind: 'refuse', error: invalidEvent(lostVariantMessage) }
  const unsetAs = payload.unset_as === 'identify' ? 'identify' : 'event'
  const { issues, ...result } = transform(toTrackEvent(name, payload), { unsetAs })
  if (result.ok) return { kind: 'send', event: result.value }
  if (hasErrors(issues)) return { kind: 'refuse', error: invalidEvent(describeIssues(issues)) }
  return { kind: 'skip', reason: describeIssues(issues) }
}
