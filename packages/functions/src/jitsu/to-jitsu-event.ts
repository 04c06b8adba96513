import { own } from '@experiment-impressions/contract/json'
import { type OutgoingEvent } from '@experiment-impressions/destination/portable'
import { definedOnly, recordOf, without } from '../records.js'

type JitsuEvent = Readonly<Record<string, unknown>>

const replaced = ['event', 'properties', 'userId', 'anonymousId', 'messageId', 'timestamp', 'context']

/**
 * Returns an event that Jitsu's Amplitude destination turns into `outgoing`. It uploads `amplitudeEvent` unchanged (jitsucom/jitsu
 * 32c0a67, `libs/destination-functions/src/functions/amplitude-destination.ts`).
 *
 * Older versions don't (114ad9b, `libs/core-functions/src/functions/amplitude-destination.ts`). They read the same values from the
 * rest of the event, and use `context.traits` as user properties, including operators. That's why the visitor's own traits are
 * removed: Amplitude doesn't accept plain properties next to operators.
 */
export function toJitsuEvent(event: JitsuEvent, outgoing: OutgoingEvent): JitsuEvent {
  return {
    ...without(event, replaced),
    event: outgoing.event_type,
    properties: own(outgoing, 'event_properties') ?? {},
    ...definedOnly({
      userId: outgoing.user_id,
      anonymousId: outgoing.device_id,
      messageId: outgoing.insert_id,
      timestamp: outgoing.time === undefined ? undefined : new Date(outgoing.time).toISOString(),
    }),
    context: {
      ...recordOf(own(event, 'context')),
      traits: own(outgoing, 'user_properties') ?? {},
    },
    amplitudeEvent: outgoing,
  }
}
