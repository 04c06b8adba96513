import { isRecord } from './is-record'
import { parseUserAgent } from './user-agent'

/** Amplitude's name (docs, "HTTP V2 API": "Event array keys"), and where Segment's context has it (Segment docs, "Spec: Common Fields"). */
const places = [
  ['platform', 'device', 'type'],
  ['os_name', 'os', 'name'],
  ['os_version', 'os', 'version'],
  ['device_brand', 'device', 'brand'],
  ['device_manufacturer', 'device', 'manufacturer'],
  ['device_model', 'device', 'model'],
  ['carrier', 'network', 'carrier'],
  ['language', 'locale', undefined],
  ['ip', 'ip', undefined],
  ['country', 'location', 'country'],
  ['region', 'location', 'region'],
  ['city', 'location', 'city'],
  ['app_version', 'app', 'version'],
  ['library', 'library', 'name'],
] as const

/**
 * Reads device and place off Segment's context; a new object at each call. What the object has under Amplitude's own names wins, and the user agent tells what both
 * leave open.
 */
export function toDeviceDetails(context: unknown): Record<string, string> {
  if (!isRecord(context)) return {}
  const userAgent = textOf(context['user_agent']) ?? textOf(context['userAgent'])
  const details: Record<string, string> =
    userAgent === undefined ? {} : { platform: 'Web', ...parseUserAgent(userAgent) }
  for (const [name, section, key] of places) {
    const value =
      textOf(context[name]) ?? textOf(key === undefined ? context[section] : within(context[section], key))
    if (value !== undefined) details[name] = value
  }
  return details
}

function within(section: unknown, key: string): unknown {
  return isRecord(section) ? section[key] : undefined
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
