import { ownPath } from '@experiment-impressions/contract/json'
import type { DetailsSource } from '../portable/event-details'
import type { Refused } from '../portable/transform-event'
import type { Payload } from '../trackImpression/generated-types'
import { lostVariant } from './lost-variant'
import { toTrackEvent, type ExperimentEventName } from './to-track-event'

interface MapOptions {
  readonly name: ExperimentEventName
  /** The Segment event that the payload was mapped from, or `undefined` if unknown. */
  readonly raw: unknown
  /** The mapping that produced the payload. */
  readonly mapping: unknown
}

type Mapped = Refused | { readonly kind: 'mapped'; readonly event: object; readonly details: DetailsSource }

/** Turns a mapped payload back into a Segment track event, with its details. Refuses it if the mapping lost the variant. */
export function mapPayload(payload: Payload, { name, raw, mapping }: MapOptions): Mapped {
  const reason = lostVariant(payload, raw, mapping)
  if (reason !== undefined) return { kind: 'refuse', reason, issues: [] }
  const { device, session_id, groups } = payload
  const isContext = ownPath(mapping, ['device', '@path']) === '$.context'
  const event = toTrackEvent(name, payload, raw)
  return { kind: 'mapped', event, details: { device, isContext, session_id, groups } }
}
