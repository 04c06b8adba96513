import type { preTransformation } from '@experiment-impressions/contract'
import type { Payload } from './trackImpression/generated-types'

/** The name of the Segment event that an action is for. */
export type ExperimentEventName = (typeof preTransformation)['impression' | 'exposure']

/**
 * Puts a mapped payload back into the form of a Segment track event, so that one transform serves the raw event and
 * the mapped one.
 */
export function toTrackEvent(event: ExperimentEventName, payload: Payload): Record<string, unknown> {
  const { user_id, device_id, flag_key, variant, experiment_key, event_properties, time, insert_id } = payload
  return {
    type: 'track',
    event,
    messageId: insert_id,
    userId: user_id,
    anonymousId: device_id,
    timestamp: time?.['timestamp'],
    originalTimestamp: time?.['original_timestamp'],
    properties: { ...event_properties, flag_key, variant, experiment_key, time: time?.['shown_at'] },
  }
}
