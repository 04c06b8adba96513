import { createHash } from 'node:crypto'
import { escapeText } from '@experiment-impressions/contract'
import { formatCount } from '../terminal/format-number.js'
import type { ShownRequest } from '../segment-api/describe-request.js'
import { readBanner } from './read-banner.js'

/** The request with its code shortened to the banner, the size and the sha256. */
export function shortenCode({ body, ...request }: ShownRequest): ShownRequest {
  const code = body?.['code']
  if (typeof code !== 'string') return { ...request, body }
  const bytes = formatCount(Buffer.byteLength(code))
  const banner = readBanner(code)?.line ?? ''
  const sha256 = createHash('sha256').update(code).digest('hex')
  return { ...request, body: { ...body, code: `${escapeText(banner)} … ${bytes} bytes, sha256 ${sha256}` } }
}
