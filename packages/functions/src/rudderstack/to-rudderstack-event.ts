import { postTransformation } from '@experiment-impressions/contract'
import { own, ownPath } from '@experiment-impressions/contract/json'
import { type OutgoingEvent } from '@experiment-impressions/destination/portable'
import { definedOnly, recordOf, without } from '../records.js'
import { toRudderStackContext } from './to-rudderstack-context.js'

type RudderStackEvent = Readonly<Record<string, unknown>>

/** What is written anew, and what would make RudderStack's destination send more than the impression. */
const replaced = [
  ...['type', 'event', 'properties', 'userId', 'anonymousId', 'messageId', 'timestamp', 'channel', 'context'],
  // User properties of the visitor's, and the mark of an order.
  ...['integrations', 'traits', 'userProperties', 'isRevenue'],
]

/** RudderStack's destination takes it for money earned, and the event for an order. */
const revenue = 'revenue'

/**
 * The event of which RudderStack's Amplitude destination makes `outgoing`. Source: rudderlabs/rudder-transformer 00068df,
 * `src/v0/destinations/am/transform.js`.
 *
 * - Traits become user properties as they stand: set for plain ones, and `$unset` goes through as the operator it is. The
 *   visitor's own are left off. They aren't the impression's to change, and Amplitude takes no plain property beside an operator.
 * - `fieldsToUnset`, RudderStack's own way to unset, reaches `identify` events, and others only with “enhanced user
 *   operations” on. There it replaces `$unset`, so it says the same.
 * - An event without a plausible time gets `now`, epoch ms: RudderStack would make it one of 1970.
 */
export function toRudderStackEvent(
  event: RudderStackEvent,
  outgoing: OutgoingEvent,
  now: number,
): RudderStackEvent {
  const isIdentify = outgoing.event_type === postTransformation.identify
  const set = recordOf(ownPath(outgoing, ['user_properties', '$set']))
  const unset = ownPath(outgoing, ['user_properties', '$unset'])
  const traits = unset === undefined ? set : { $unset: unset }
  const isMobile = own(event, 'channel') === 'mobile'
  return {
    ...without(event, replaced),
    ...(isIdentify
      ? { type: 'identify' }
      : {
          type: 'track',
          event: outgoing.event_type,
          properties: without(recordOf(outgoing['event_properties']), [revenue]),
        }),
    ...definedOnly({
      userId: outgoing.user_id,
      anonymousId: outgoing.device_id,
      messageId: outgoing.insert_id,
      timestamp: new Date(outgoing.time ?? now).toISOString(),
      // For the web, RudderStack's destination takes the device from the user agent. It has been read already.
      channel: isMobile ? 'mobile' : undefined,
      context: { ...toRudderStackContext(event, outgoing), traits },
      integrations: toIntegrations(own(event, 'integrations'), {
        fieldsToUnset: unset === undefined ? undefined : Object.keys(recordOf(unset)),
        skipUserPropertiesSync: outgoing['$skip_user_properties_sync'],
      }),
    }),
  }
}

function toIntegrations(integrations: unknown, added: Readonly<Record<string, unknown>>): unknown {
  const before = recordOf(recordOf(integrations)['Amplitude'])
  const options = { ...without(before, ['fieldsToUnset']), ...definedOnly(added) }
  const isSame = Object.keys(options).length === 0 && Object.keys(before).length === 0
  return isSame ? integrations : { ...recordOf(integrations), Amplitude: options }
}
