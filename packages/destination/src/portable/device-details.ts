import { own } from '@experiment-impressions/contract/json'
import { toNumber, toText } from './field-value'
import { parseUserAgent } from './user-agent'

/** Device and place under Amplitude's names (docs, "HTTP V2 API": "Event array keys"); latitude and longitude in degrees. */
export type DeviceDetails = Readonly<Record<string, string | number>>

type Details = Record<string, string | number>
type Place = readonly [name: string, section?: string, key?: string]

/** Amplitude's name for each text, and its place in Segment's context (Segment docs, "Spec: Common Fields"). */
const texts: readonly Place[] = [
  ['app_version', 'app', 'version'],
  ['platform', 'device', 'type'],
  ['os_name', 'os', 'name'],
  ['os_version', 'os', 'version'],
  ['device_brand', 'device', 'brand'],
  ['device_manufacturer', 'device', 'manufacturer'],
  ['device_model', 'device', 'model'],
  // Not in Segment's context. It comes from the user agent.
  ['device_type'],
  ['carrier', 'network', 'carrier'],
  ['language', 'locale'],
  ['ip', 'ip'],
  ['country', 'location', 'country'],
  ['region', 'location', 'region'],
  ['city', 'location', 'city'],
  ['idfv', 'device', 'id'],
]

const numbers: readonly Place[] = [
  ['location_lat', 'location', 'latitude'],
  ['location_lng', 'location', 'longitude'],
]

/**
 * Reads device and place from Segment's context the way Segment's own Amplitude destination does, so that impressions and
 * conversions split the same way. Returns a new object each time. Source: segmentio/action-destinations 970a17e (2026-08-21),
 * `logEventV2` with its default mapping.
 *
 * Values in Segment's context win over the user agent. Missing, empty and unreadable values are left out, but client hints and the
 * library's name are sent even if they are empty. Values in `set`, which an admin set under Amplitude's names, always win.
 */
export function toDeviceDetails(context: unknown, set: unknown): DeviceDetails {
  const details = fromUserAgent(context, filled(own(set, 'user_agent')))
  for (const [name, section, key] of texts)
    put(details, name, filled(own(set, name)) ?? filled(at(context, section, key)))
  for (const [name, section, key] of numbers)
    put(details, name, toNumber(own(set, name)) ?? toNumber(at(context, section, key)))
  // Segment doesn't say whether the advertising id is Apple's (`idfa`) or Google's (`adid`).
  const advertisingId = filled(at(context, 'device', 'advertisingId') ?? at(context, 'device', 'idfa'))
  for (const name of ['idfa', 'adid']) put(details, name, filled(own(set, name)) ?? advertisingId)
  put(details, 'library', filled(own(set, 'library')) ?? toText(at(context, 'library', 'name')))
  put(details, 'platform', platformOf(details))
  return details
}

/** Details from the user agent, and from client hints, which are more exact but ignored without a user agent. */
function fromUserAgent(context: unknown, set: string | undefined): Details {
  const userAgent = set ?? filled(own(context, 'userAgent'))
  if (userAgent === undefined) return {}
  const details: Details = Object.assign({}, parseUserAgent(userAgent))
  put(details, 'os_version', toText(at(context, 'userAgentData', 'platformVersion')))
  put(details, 'device_model', toText(at(context, 'userAgentData', 'model')))
  return details
}

/** The platform in Amplitude's spelling. Browsers have no device type in Segment, so their library decides. */
function platformOf({ platform, library }: DeviceDetails): string | undefined {
  if (platform === undefined) return library === 'analytics.js' ? 'Web' : undefined
  return String(platform)
    .replace(/ios/i, 'iOS')
    .replace(/android/i, 'Android')
}

function put(details: Details, name: string, value: string | number | undefined): void {
  if (value !== undefined) details[name] = value
}

function at(context: unknown, section: string | undefined, key: string | undefined): unknown {
  const found = section === undefined ? undefined : own(context, section)
  return key === undefined ? found : own(found, key)
}

function filled(value: unknown): string | undefined {
  const text = toText(value)
  return text === '' ? undefined : text
}
