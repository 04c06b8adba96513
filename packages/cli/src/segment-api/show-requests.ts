import { safeJson } from '../terminal/safe-json.js'
import type { Style } from '../terminal/style.js'
import { wrapIndented } from '../terminal/text-width.js'
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

/** Describes a request, without the token. */
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

interface Layout {
  readonly columns: number
  readonly style: Style
}

/** Renders the requests of a dry run: address, headers and body, in lines that fit. */
export function renderRequests(requests: readonly ShownRequest[], { columns, style }: Layout): string[] {
  return requests.flatMap(({ isSent, method, url, headers, body }) => {
    const [address = '', query] = url.split('?', 2)
    const parameters =
      query === undefined ? [] : query.split('&').map((each, index) => `${index === 0 ? '?' : '&'}${each}`)
    const json = body === null ? [] : safeJson(body, 2).split('\n')
    return [
      `${style.title(`${method} ${address}`)}  ${style.faint(isSent ? 'sent' : 'not sent')}`,
      ...parameters.map((each) => `    ${each}`),
      ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
      ...json.flatMap((line) => {
        const indent = 2 + line.length - line.trimStart().length
        const [first, ...rest] = wrapIndented(line.trimStart(), indent + 2, columns)
        return [first.slice(2), ...rest]
      }),
      '',
    ]
  })
}
