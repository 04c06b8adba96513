import { UsageError } from '../errors.js'
import { parseLoopbackUrl } from '../loopback-url.js'

/** The host of each region (docs.segmentapis.com; `configureApis` and `configureEuApis` of Segment's SDK). */
const hosts = { us: 'https://api.segmentapis.com', eu: 'https://eu1.api.segmentapis.com' } as const

/**
 * The base URL of the Public API, from the options `--region` and `--segment-api-url`. The token goes there, so the only
 * alternative to Segment is a server on this machine.
 * @throws {UsageError} if the region or the URL is wrong, or both are given
 */
export function publicApiUrl(region: string | undefined, url: string | undefined): string {
  if (region !== undefined && url !== undefined)
    throw new UsageError('--region and --segment-api-url can’t be combined. Leave one out.')
  const name = region ?? 'us'
  if (name !== 'us' && name !== 'eu') throw new UsageError('--region must be us or eu.')
  if (url === undefined) return hosts[name]
  return parseLoopbackUrl(url, {
    option: '--segment-api-url',
    example: 'http://127.0.0.1:8080',
    reason: 'your token goes there. To reach Segment itself, leave it out and use --region.',
  })
}
