import { preTransformation, transform } from '@experiment-impressions/contract'

/** An event of an upload. Nothing else is known about it. */
type Uploaded = Readonly<Record<string, unknown>>

const preNames: ReadonlySet<unknown> = new Set([preTransformation.impression, preTransformation.exposure])

/** Whether an event was sent in its pre-transformation form, for Amplitude to transform. */
export function isTransformedAtIngestion({ event_type: type }: Uploaded): boolean {
  return preNames.has(type)
}

/**
 * An uploaded event as Amplitude ingests it: a raw `$impression` or `$exposure` is transformed, anything else stays the same.
 * Source: Amplitude docs, "Web Experiment: Event tracking".
 */
export function transformAtIngestion(uploaded: Uploaded): Uploaded {
  if (!isTransformedAtIngestion(uploaded)) return uploaded
  const {
    event_type: event,
    event_properties: properties,
    user_id: userId,
    device_id: anonymousId,
  } = uploaded
  // The upload's own minimum id length was already checked.
  const result = transform({ type: 'track', event, properties, userId, anonymousId }, { minIdLength: 1 })
  if (result.kind !== 'send') return uploaded
  const { event_type, event_properties, user_properties } = result.event as Uploaded
  return { ...uploaded, event_type, event_properties, user_properties }
}
