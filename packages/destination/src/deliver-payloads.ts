import type { RequestClient } from '@segment/actions-core'
import type { Endpoints } from '@experiment-impressions/delivery'
import type { Settings } from './generated-types'
import { deliverPrepared, type Delivered } from './portable/deliver-prepared'
import { prepare } from './prepare'
import type { ExperimentEventName } from './to-track-event'
import type { Payload } from './trackImpression/generated-types'
import { uploadWith } from './upload'

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
  const api = settings.uploadApi === 'batch' ? 'batch' : 'httpapi'
  const { apiKey, minIdLength } = settings
  return deliverPrepared(prepared, {
    send: uploadWith(request, endpoints[api], signal),
    signal,
    apiKey,
    api,
    ...(minIdLength === undefined ? {} : { minIdLength }),
  })
}
