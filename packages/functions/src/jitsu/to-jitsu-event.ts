import { own } from '@experiment-impressions/contract/json'
import { type OutgoingEvent } from '@experiment-impressions/destination/portable'
import { definedOnly, recordOf, without } from '../records.js'

type JitsuEvent = Readonly<Record<string, unknown>>

const replaced = ['event', 'properties', 'userId', 'anonymousId', 'messageId', 'timestamp', 'context']

/**
 * The event of which Jitsu's Amplitude destination makes `outgoing`. Source: jitsucom/jitsu 32c0a67,
 * `libs/destination-functions/src/functions/amplitude-destination.ts`: it uploads what stands in `amplitudeEvent` as it is.
 *
 * Older versions don't know that (114ad9b, `libs/core-functions/src/functions/amplitude-destination.ts`). They take the same
 * from the rest of the event, and `context.traits` as user properties, operators and all. So the visitor's own traits are left
 * off: Amplitude takes no plain property beside an operator.
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
