import type { preTransformation } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { toText } from '../portable/field-value'
import type { Payload } from '../trackImpression/generated-types'
import { restoreNumber } from './restore-number'

/** The name of the Segment event that an action handles. */
export type ExperimentEventName = (typeof preTransformation)['impression' | 'exposure']

/**
 * Turns a mapped payload back into a Segment track event, so that one transform serves raw and mapped events. `raw` is the event
 * that the payload was mapped from, or `undefined` if unknown.
 */
export function toTrackEvent(
  event: ExperimentEventName,
  payload: Payload,
  raw: unknown,
): Record<string, unknown> {
  const { flag_key, variant, experiment_key, event_properties, time } = payload
  const text = (mapped: string | undefined) => restoreNumber(mapped, raw)
  return {
    type: 'track',
    event,
    messageId: text(payload.insert_id),
    userId: text(payload.user_id),
    ...deviceOf(payload, raw),
    timestamp: time?.['timestamp'],
    originalTimestamp: time?.['original_timestamp'],
    receivedAt: time?.['received_at'],
    properties: {
      ...event_properties,
      flag_key: text(flag_key),
      variant: text(variant),
      experiment_key: text(experiment_key),
      time: time?.['shown_at'],
    },
  }
}

/** Puts the device id back where it came from. An unusable one in the context gives way to the anonymous id. */
function deviceOf({ device_id }: Payload, raw: unknown): Record<string, unknown> {
  const id = restoreNumber(device_id, raw)
  const inContext = ownPath(raw, ['context', 'device', 'id'])
  const isFromContext = typeof id === 'number' ? inContext === id : toText(inContext) === id
  return id !== undefined && isFromContext
    ? { context: { device: { id } }, anonymousId: ownPath(raw, ['anonymousId']) }
    : { anonymousId: id }
}
