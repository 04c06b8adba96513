import { type AmplitudeEvent, postTransformation, preTransformation } from '@experiment-impressions/contract'

/** An event in the form that is sent to Amplitude. */
export type OutgoingEvent = Readonly<Record<string, unknown>> &
  Pick<AmplitudeEvent, 'user_id' | 'device_id' | 'time' | 'insert_id'> & { readonly event_type: string }

/** Maps post-transformation names to pre-transformation names. */
const preName: ReadonlyMap<string, string> = new Map([
  [postTransformation.impression, preTransformation.impression],
  [postTransformation.exposure, preTransformation.exposure],
  [postTransformation.flagKey, preTransformation.flagKey],
  [postTransformation.variant, preTransformation.variant],
  [postTransformation.experimentKey, preTransformation.experimentKey],
])

/**
 * Returns the event in its pre-transformation form, for Amplitude to transform when it ingests the event. The event has been
 * through the transform first, so its ids and time are as good as in the other form.
 */
export function toRawEvent(event: AmplitudeEvent): OutgoingEvent {
  const { user_properties: _, ...rest } = event
  const properties = event.event_type === postTransformation.identify ? {} : event.event_properties
  return {
    ...rest,
    event_type: preNameOf(event.event_type),
    event_properties: Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [preNameOf(key), value]),
    ),
  }
}

function preNameOf(name: string): string {
  return preName.get(name) ?? name
}
