import UAParser from '@amplitude/ua-parser-js'

/** What a user agent says about the device, under Amplitude's names. Unknown details are left out. */
export type UserAgentDetails = Readonly<
  Partial<Record<'os_name' | 'os_version' | 'device_manufacturer' | 'device_model' | 'device_type', string>>
>

/** Parsing takes longer than the rest of an event's work, and a site's visitors share a few hundred browsers. */
const cache = new Map<string, UserAgentDetails>()
const cacheSize = 1000

/** In characters. No browser's user agent is longer, and hostile ones must not fill the memory. */
const longestKept = 1024

/**
 * Reads a user agent the way Segment's own Amplitude destination does, so that impressions and conversions from one browser look
 * the same. The parser reads the first 350 characters. Oddly, `os_version` is the browser's major version, and the operating
 * system replaces an unknown model. Source: segmentio/action-destinations 970a17e (2026-08-21), `logEventV2`.
 */
export function parseUserAgent(userAgent: string): UserAgentDetails {
  if (userAgent.length > longestKept) return parse(userAgent)
  const known = cache.get(userAgent)
  if (known !== undefined) return known
  const details = parse(userAgent)
  // Clearing it now and then is simpler than tracking the last use, and costs almost nothing.
  if (cache.size >= cacheSize) cache.clear()
  cache.set(userAgent, details)
  return details
}

function parse(userAgent: string): UserAgentDetails {
  const parser = new UAParser(userAgent)
  const browser = parser.getBrowser()
  const os = parser.getOS()
  const device = parser.getDevice()
  const details = {
    os_name: os.name ?? browser.name,
    os_version: browser.major,
    device_manufacturer: device.vendor,
    device_model: device.model ?? os.name,
    device_type: device.type,
  }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}
