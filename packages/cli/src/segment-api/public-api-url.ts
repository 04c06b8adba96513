import type { Region } from '@experiment-impressions/delivery'
import { UsageError } from '../errors.js'
import { parseLoopbackUrl } from '../loopback-url.js'
import { defaultRegion, parseRegion } from '../region.js'

/** The host of each region (docs.segmentapis.com; `configureApis` and `configureEuApis` of Segment's SDK). */
const hosts: Readonly<Record<Region, string>> = {
  north_america: 'https://api.segmentapis.com',
  europe: 'https://eu1.api.segmentapis.com',
}

/**
 * The base URL of the Public API, from the options `--region` and `--segment-api-url`. The token goes there, so the only
 * alternative to Segment is a server on this machine.
 * @throws {UsageError} if the region or the URL is wrong, or both are given
 */
export function publicApiUrl(region: string | undefined, url: string | undefined): string {
  if (region !== undefined && url !== undefined)
    throw new UsageError('--region and --segment-api-url can’t be combined. Leave one out.')
  const name = parseRegion('--region', region ?? defaultRegion)
  if (url === undefined) return hosts[name]
  return parseLoopbackUrl(url, {
    option: '--segment-api-url',
    example: 'http://127.0.0.1:8080',
    reason: 'your token goes there. To reach Segment itself, leave it out and use --region.',
  })
}
