import { own } from '@experiment-impressions/contract/json'
import { type OutgoingEvent } from '@experiment-impressions/destination/portable'
import { definedOnly, recordOf, without } from '../records.js'

type RudderStackContext = Readonly<Record<string, unknown>>

/**
 * Amplitude's name of each detail, and where RudderStack's destination looks for it in an event that isn't of the web. Source:
 * rudderlabs/rudder-transformer 5783505, `src/v0/destinations/am/data/AmplitudeDefaultConfig.json`, and 68fe421,
 * `AmplitudeCommonConfig.json`. Language and IP address are taken from the context as they are.
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

/** They become user properties: the campaign, and the external id of warehouse sources. */
const changesTheVisitor = ['campaign', 'mappedToDestination']
const changesTheVisitorInPage = ['initial_referrer', 'initial_referring_domain']

/** The context with the device and place of `outgoing` where RudderStack's destination finds them, and nothing that it makes user properties of. */
export function toRudderStackContext(event: unknown, outgoing: OutgoingEvent): RudderStackContext {
  const before = recordOf(own(event, 'context'))
  const context: Record<string, unknown> = { ...without(before, changesTheVisitor) }
  if (own(before, 'page') !== undefined)
    context['page'] = without(recordOf(before['page']), changesTheVisitorInPage)
  for (const [name, section, key] of places) {
    const value = own(outgoing, name)
    if (value === undefined && own(context[section], key) === undefined) continue
    context[section] = { ...without(recordOf(context[section]), [key]), ...definedOnly({ [key]: value }) }
  }
  return context
}
