import { postTransformation } from '@experiment-impressions/contract'
import { own, ownPath } from '@experiment-impressions/contract/json'
import { type OutgoingEvent } from '@experiment-impressions/destination/portable'
import { definedOnly, recordOf, without } from '../records.js'
import { toRudderStackContext } from './to-rudderstack-context.js'

type RudderStackEvent = Readonly<Record<string, unknown>>

/** Keys that are replaced, and keys that would make RudderStack's destination send more than the impression. */
const replaced = [
  ...['type', 'event', 'properties', 'userId', 'anonymousId', 'messageId', 'timestamp', 'channel', 'context'],
  // The visitor's user properties, and the mark of an order.
  ...['integrations', 'traits', 'userProperties', 'isRevenue'],
]

/** RudderStack's destination treats an event with this property as an order. */
const revenue = 'revenue'

/**
 * Returns an event that RudderStack's Amplitude destination turns into `outgoing`. Source: rudderlabs/rudder-transformer 00068df,
 * `src/v0/destinations/am/transform.js`.
 *
 * - Traits become user properties: plain traits are set, and `$unset` stays an operator. The visitor's own traits are removed. An
 *   impression must not change them, and Amplitude doesn't accept plain properties next to an operator.
 * - `fieldsToUnset`, RudderStack's own way to unset, applies to `identify` events, and to others only with “enhanced user
 *   operations” on. There it replaces `$unset`, so it has the same content.
 * - An event without a plausible time gets `now` (epoch ms). Otherwise RudderStack would date it to 1970.
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
      // On the web, RudderStack's destination would read the device from the user agent. That has already happened.
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
