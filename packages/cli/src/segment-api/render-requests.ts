import { safeJson } from '../terminal/safe-json.js'
import type { Style } from '../terminal/style.js'
import { wrapIndented } from '../terminal/text-width.js'
import type { ShownRequest } from './describe-request.js'

interface Layout {
  readonly columns: number
  readonly style: Style
}

/** The requests of a dry run: each with its address, headers and body, in lines that fit. */
export function renderRequests(requests: readonly ShownRequest[], { columns, style }: Layout): string[] {
  return requests.flatMap(({ isSent, method, url, headers, body }) => {
    const [address = '', query] = url.split('?', 2)
    const parameters =
      query === undefined ? [] : query.split('&').map((each, index) => `${index === 0 ? '?' : '&'}${each}`)
    const json = body === null ? [] : safeJson(body, 2).split('\n')
    return [
      `${style.title(`${method} ${address}`)}  ${style.faint(isSent ? 'asked' : 'not sent')}`,
      ...parameters.map((each) => `    ${each}`),
      ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
      ...json.flatMap((line) => {
        const indent = 2 + line.length - line.trimStart().length
        const [first, ...rest] = wrapIndented(line.trimStart(), indent, columns)
        return [first, ...rest.map((each) => `  ${each}`)]
      }),
      '',
    ]
  })
}
