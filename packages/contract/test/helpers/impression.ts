import type { AmplitudeEvent, Decision } from '../../src/index.js'

/** A `$impression` without any issue. */
export const impression = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  anonymousId: 'anonymous-device-1',
  timestamp: '2026-11-23T04:02:29.057Z',
  originalTimestamp: '2026-11-23T04:02:28.956Z',
  properties: { flag_key: 'hero', variant: 'treatment', time: 1795406548954 },
}

/** The impression with additional or changed properties. */
export function withProperties(properties: object) {
  return { ...impression, properties: { ...impression.properties, ...properties } }
}

/** The event to send. Throws if there is none. */
export function eventOf(decision: Decision<AmplitudeEvent>): AmplitudeEvent {
  if (decision.kind !== 'send') throw new Error(`Not sent: ${codesOf(decision).join(', ')}`)
  return decision.event
}

export function propertiesOf(decision: Decision<AmplitudeEvent>): object {
  const event = eventOf(decision)
  return event.event_type === '$identify' ? {} : event.event_properties
}

export function codesOf(decision: Decision<unknown>): string[] {
  return decision.issues.map(({ code }) => code)
}
