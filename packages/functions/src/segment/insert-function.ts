import { describeIssues, transform } from '@experiment-impressions/contract'
import { own, ownPath } from '@experiment-impressions/contract/json'
import { toRawEvent } from '@experiment-impressions/destination/portable'
import { flattenMetadata } from '../flatten-metadata.js'
import { isExperimentEvent } from '../is-experiment-event.js'
import { definedOnly } from '../records.js'

type SegmentEvent = Readonly<Record<string, unknown>>

/**
 * Repairs an experiment event before it reaches Segment's own Amplitude destination: the time when the variant was shown becomes
 * its `timestamp`, `metadata` is flattened, and ids that Amplitude refuses are removed. The event keeps its name, because Amplitude
 * transforms it during ingestion.
 * @throws {DropEvent} if the event is invalid or not meant to be counted
 */
export function onTrack(event: SegmentEvent, settings: unknown): Promise<SegmentEvent> {
  return Promise.resolve().then(() => (isExperimentEvent(event) ? repair(event, settings) : event))
}

/** Returns events of other types unchanged. Without a handler, Segment would block them. */
export function passOn(event: SegmentEvent): Promise<SegmentEvent> {
  return Promise.resolve(event)
}

function repair(event: SegmentEvent, settings: unknown): SegmentEvent {
  const result = transform(event, minIdLengthIn(settings))
  if (result.kind !== 'send') throw new DropEvent(describeIssues(result.issues))
  const { user_id: userId, device_id: deviceId, time, event_properties } = toRawEvent(result.event)
  const { userId: _, timestamp: __, anonymousId, context, ...others } = event
  // Segment's Amplitude destination takes the device id from the context, or else the anonymous id.
  const contextId = ownPath(context, ['device', 'id'])
  const isInContext = deviceId !== undefined && String(contextId) === deviceId
  return {
    ...others,
    ...definedOnly({
      userId,
      anonymousId: isInContext ? anonymousId : deviceId,
      context: contextId === undefined ? context : withDeviceId(context, isInContext ? deviceId : undefined),
      // Without a timestamp, Amplitude uses the time of arrival, which is better than an implausible one.
      timestamp: time === undefined ? undefined : new Date(time).toISOString(),
    }),
    properties: flattenMetadata(event_properties as SegmentEvent),
  }
}

function minIdLengthIn(settings: unknown): { readonly minIdLength?: number } {
  const text = own(settings, 'minIdLength')
  const isSet = (typeof text === 'string' && text.trim() !== '') || typeof text === 'number'
  return isSet && Number(text) >= 0 ? { minIdLength: Number(text) } : {}
}

function withDeviceId(context: unknown, id: string | undefined): SegmentEvent {
  const { id: _, ...device } = ownPath(context, ['device']) as SegmentEvent
  return { ...(context as SegmentEvent), device: { ...device, ...definedOnly({ id }) } }
}
