import { own } from '@experiment-impressions/contract/json'
import { type OutgoingEvent } from '@experiment-impressions/destination/portable'
import { definedOnly, recordOf, without } from '../records.js'

type RudderStackContext = Readonly<Record<string, unknown>>

/**
 * Amplitude's name for each detail, and its place for RudderStack's destination in an event that isn't from the web. Source:
 * rudderlabs/rudder-transformer 5783505, `src/v0/destinations/am/data/AmplitudeDefaultConfig.json`, and 68fe421,
 * `AmplitudeCommonConfig.json`. The destination reads language and IP address from the context as they are.
 */
const places = [
  ['os_name', 'os', 'name'],
  ['os_version', 'os', 'version'],
  ['platform', 'device', 'type'],
  ['device_brand', 'device', 'brand'],
  ['device_manufacturer', 'device', 'manufacturer'],
  ['device_model', 'device', 'model'],
  ['carrier', 'network', 'carrier'],
  ['app_version', 'app', 'version'],
  ['country', 'location', 'country'],
  ['region', 'location', 'region'],
  ['city', 'location', 'city'],
  ['location_lat', 'location', 'latitude'],
  ['location_lng', 'location', 'longitude'],
] as const

/** These become user properties: the campaign, and the external id of warehouse sources. */
const userPropertySources = ['campaign', 'mappedToDestination']
const userPropertySourcesInPage = ['initial_referrer', 'initial_referring_domain']

/** Returns the context with the device and place of `outgoing` where RudderStack's destination finds them, and without anything that it turns into user properties. */
export function toRudderStackContext(event: unknown, outgoing: OutgoingEvent): RudderStackContext {
  const before = recordOf(own(event, 'context'))
  const context: Record<string, unknown> = { ...without(before, userPropertySources) }
  if (own(before, 'page') !== undefined)
    context['page'] = without(recordOf(before['page']), userPropertySourcesInPage)
  for (const [name, section, key] of places) {
    const value = own(outgoing, name)
    if (value === undefined && own(context[section], key) === undefined) continue
    context[section] = { ...without(recordOf(context[section]), [key]), ...definedOnly({ [key]: value }) }
  }
  return context
}
