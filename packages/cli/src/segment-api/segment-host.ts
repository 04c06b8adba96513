import { UsageError } from '../errors.js'
import { parseLoopbackUrl } from '../loopback-url.js'

/** Where each region answers (docs.segmentapis.com; `configureApis` and `configureEuApis` of Segment's SDK). */
const hosts = { us: 'https://api.segmentapis.com', eu: 'https://eu1.api.segmentapis.com' } as const

/**
 * The base address of the Public API for the options `--region` and `--segment-api-url`. The token goes there, so only an
 * address on this machine may stand in for Segment's own.
 * @throws {UsageError} if the region isn't one, the address isn't of this machine, or both are given
 */
export function segmentHost(region: string | undefined, url: string | undefined): string {
  if (region !== undefined && url !== undefined)
    throw new UsageError('--region and --segment-api-url contradict each other. Leave one of them out.')
  const name = region ?? 'us'
  if (name !== 'us' && name !== 'eu') throw new UsageError('--region isn’t a region; use us or eu.')
  if (url === undefined) return hosts[name]
  return parseLoopbackUrl(url, {
    option: '--segment-api-url',
    example: 'http://127.0.0.1:8080',
    reason: 'your token goes there. For Segment itself leave it out, and choose --region.',
  })
}
