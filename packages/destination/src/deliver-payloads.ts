import type { RequestClient } from '@segment/actions-core'
import { deliver, type Endpoints, type Outcome } from '@experiment-impressions/delivery'
import type { Settings } from './generated-types'
import { prepare } from './prepare'
import { toSegmentError, type SegmentError } from './to-segment-error'
import type { ExperimentEventName } from './to-track-event'
import type { Payload } from './trackImpression/generated-types'
import type { OutgoingEvent } from './to-raw-event'
import { uploadWith } from './upload'

/** What became of one payload. */
export type Delivered =
  | { readonly kind: 'accepted'; readonly event: OutgoingEvent }
  /** Nothing was to be sent; `reason` says why. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** `event` is what was sent, where it came that far. */
  | { readonly kind: 'failed'; readonly error: SegmentError; readonly event?: OutgoingEvent }

export interface DeliverPayloadsOptions {
  readonly name: ExperimentEventName
  /** The Segment event of each payload. */
  readonly rawEvents: readonly unknown[]
  /** What the payloads were mapped with. */
  readonly mapping: unknown
  readonly request: RequestClient
  readonly settings: Settings
  readonly endpoints: Endpoints
  /** Once aborted, an upload under way is abandoned and nothing more is sent. */
  readonly signal: AbortSignal
}

/** Transforms mapped payloads and delivers them; one answer each, in order. Never rejects. */
export async function deliverPayloads(
  payloads: readonly Payload[],
  { name, rawEvents, mapping, request, settings, endpoints, signal }: DeliverPayloadsOptions,
): Promise<Delivered[]> {
  const now = Date.now()
  const prepared = payloads.map((payload, index) =>
    prepare(payload, rawEvents[index], { name, settings, mapping, now }),
  )
  const events = prepared.flatMap((one) => (one.kind === 'send' ? [one.event] : []))
  const api = settings.uploadApi === 'batch' ? 'batch' : 'httpapi'
  const { apiKey, minIdLength } = settings
  const outcomes = await deliver(events, {
    send: uploadWith(request, endpoints[api], signal),
    signal,
    apiKey,
    api,
    ...(minIdLength === undefined ? {} : { minIdLength }),
  })
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
