import { createHash } from 'node:crypto'
import { escapeText } from '@experiment-impressions/contract'
import { formatCount } from '@experiment-impressions/inspection'
import type { ShownRequest } from '../segment-api/show-requests.js'
import { readBanner } from './code-version.js'

/** Replaces the code in a request with its banner, size and SHA-256. */
export function shortenCode({ body, ...request }: ShownRequest): ShownRequest {
  const code = body?.['code']
  if (typeof code !== 'string') return { ...request, body }
  const bytes = formatCount(Buffer.byteLength(code))
  const banner = readBanner(code)?.line ?? ''
  const sha256 = createHash('sha256').update(code).digest('hex')
  return { ...request, body: { ...body, code: `${escapeText(banner)} … ${bytes} bytes, sha256 ${sha256}` } }
}

/** Length of the shortest piece of code that is hidden, in characters. */
const shortest = 24

/** Replaces pieces of the code in a text with `<code>`: Segment's errors may repeat the code. */
export function hideCode(text: string, code: string): string {
  // Messages are cut below this length anyway.
  const shown = text.slice(0, 2000)
  let kept = ''
  let at = 0
  while (at < shown.length) {
    const end = endOfCode(shown, at, code)
    kept += end === at ? shown.charAt(at) : '<code>'
    at = Math.max(end, at + 1)
  }
  return kept
}

function endOfCode(text: string, start: number, code: string): number {
  let end = start + shortest
  if (end > text.length || !code.includes(text.slice(start, end))) return start
  while (end < text.length && code.includes(text.slice(start, end + 1))) end += 1
  return end
}
