import UAParser from '@amplitude/ua-parser-js'

/** What a browser's user agent says of the device, under Amplitude's names. */
export interface UserAgentDetails {
  readonly os_name?: string
  readonly os_version?: string
  readonly device_manufacturer?: string
  readonly device_model?: string
}

/** Parsing takes longer than all the rest of an event, and a site's visitors share few hundreds of browsers. */
const cache = new Map<string, UserAgentDetails>()
const cacheSize = 1000

/** No browser has one as long; a parser of regular expressions is not for hostile text of any length. */
const longestUserAgent = 1024

/**
 * Reads a user agent the way Segment's own Amplitude destination does, so that impressions and conversions of one
 * browser look alike: on the web, Amplitude's "OS" is the browser.
 */
export function parseUserAgent(userAgent: string): UserAgentDetails {
  if (userAgent === '' || userAgent.length > longestUserAgent) return {}
  const known = cache.get(userAgent)
  if (known !== undefined) return known
  const parser = new UAParser(userAgent)
  const browser = parser.getBrowser()
  const os = parser.getOS()
  const device = parser.getDevice()
  const details = present({
    os_name: browser.name ?? os.name,
    os_version: browser.major ?? os.version,
    device_manufacturer: device.vendor,
    device_model: device.model ?? os.name,
  })
  // Starting anew now and then is simpler than knowing which was used last, and costs next to nothing.
  if (cache.size >= cacheSize) cache.clear()
  cache.set(userAgent, details)
  return details
}

function present(details: Record<keyof UserAgentDetails, string | undefined>): UserAgentDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}
