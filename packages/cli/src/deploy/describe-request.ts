import { createHash } from 'node:crypto'
import { escapeText } from '@experiment-impressions/contract/inspection'
import { formatCount } from '../terminal/format-number.js'
import { headersOf, urlOf } from '../segment-api/segment-request.js'
import { readBanner } from './read-banner.js'
import type { RecordedRequest } from './session.js'

/** A request as a dry run shows it: without the token, and with the code shortened. */
export interface ShownRequest {
  readonly isSent: boolean
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** Describes a request. */
export function describeRequest({ request, isSent }: RecordedRequest, baseUrl: string): ShownRequest {
  const { method, body } = request
  return {
    isSent,
    method,
    url: urlOf(baseUrl, request),
    headers: { ...headersOf(request), Authorization: 'Bearer <SEGMENT_API_TOKEN>' },
    body: body === undefined ? null : shortenCode(body),
  }
}

function shortenCode(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { code } = body
  if (typeof code !== 'string') return body
  const bytes = formatCount(Buffer.byteLength(code))
  const banner = readBanner(code)?.line ?? ''
  return {
    ...body,
    code: `${escapeText(banner)} … ${bytes} bytes, sha256 ${createHash('sha256').update(code).digest('hex')}`,
  }
}
