import type { RequestClient } from '@segment/actions-core'
import type { AmplitudeEvent } from '@experiment-impressions/contract'
import { deliver, type Outcome } from '@experiment-impressions/delivery'
import type { Settings } from './generated-types'
import { prepare } from './prepare'
import { toSegmentError, type SegmentError } from './to-segment-error'
import type { ExperimentEventName } from './to-track-event'
import type { Payload } from './trackImpression/generated-types'
import { uploadWith } from './upload'

/** What became of one payload. */
export type Delivered =
  | { readonly kind: 'accepted'; readonly event: AmplitudeEvent }
  /** Nothing was to be sent; `reason` says why. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** `event` is what was sent, where it came that far. */
  | { readonly kind: 'failed'; readonly error: SegmentError; readonly event?: AmplitudeEvent }

interface DeliverPayloadsOptions {
  readonly name: ExperimentEventName
  /** The Segment event of each payload. */
  readonly rawEvents: readonly unknown[]
  readonly request: RequestClient
  readonly settings: Settings
  /** Where uploads go. */
  readonly url: string
}

/** Transforms mapped payloads and delivers them; one answer each, in order. Never rejects. */
export async function deliverPayloads(
  payloads: readonly Payload[],
  { name, rawEvents, request, settings, url }: DeliverPayloadsOptions,
): Promise<Delivered[]> {
  const prepared = payloads.map((payload, index) => prepare(name, payload, rawEvents[index]))
  const events = prepared.flatMap((one) => (one.kind === 'send' ? [one.event] : []))
  const outcomes = await deliver(events, { send: uploadWith(request, url), apiKey: settings.apiKey })
  let sent = 0

  return prepared.map((one): Delivered => {
    if (one.kind === 'skip') return { kind: 'skipped', reason: one.reason }
    if (one.kind === 'refuse') return { kind: 'failed', error: one.error }
    const { event } = one
    const outcome = outcomes[sent] as Outcome
    sent += 1
    if (outcome.outcome === 'accepted') return { kind: 'accepted', event }
    return { kind: 'failed', error: toSegmentError(outcome), event }
  })
}
