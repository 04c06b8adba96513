import { headersOf, urlOf } from './segment-request.js'
import type { RecordedRequest } from './session.js'

/** A request as a dry run shows it: without the token. */
export interface ShownRequest {
  readonly isSent: boolean
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** Describes a request. */
export function describeRequest({ request, isSent }: RecordedRequest, baseUrl: string): ShownRequest {
  const { method, body = null } = request
  return {
    isSent,
    method,
    url: urlOf(baseUrl, request),
    headers: { ...headersOf(request), Authorization: 'Bearer <SEGMENT_API_TOKEN>' },
    body,
  }
}
