import { readFile } from 'node:fs/promises'
import { setTimeout as waitMs } from 'node:timers/promises'
import { isObject, parseJson } from '@experiment-impressions/contract/json'
import { CallRefusedError } from './call-refused-error.js'
import { moveToNow } from './move-to-now.js'

const recorded = new URL('../session/recorded-session.ndjson', import.meta.url)

/** The calls of a session that was recorded in a browser, one JSON body each, as analytics.js posted them. */
export async function readRecordedSession(): Promise<string[]> {
  const text = await readFile(recorded, 'utf8')
  return text.split('\n').filter((line) => line !== '')
}

export interface PlaySessionOptions {
  /** The sandbox's address. */
  readonly url: string
  /** Segment calls, one JSON body each. */
  readonly lines: readonly string[]
}

/**
 * Posts calls to the sandbox's Segment, one after another, in the way of analytics.js, as if they were made now.
 * @throws {CallRefusedError} where a call is refused
 */
export async function playSession({ url, lines }: PlaySessionOptions): Promise<void> {
  for (const [index, line] of lines.entries()) {
    const call = parseJson(line)
    const type = isObject(call) && typeof call['type'] === 'string' ? call['type'] : 'track'
    const address = new URL(`v1/${encodeURIComponent(type)}`, url)
    const response = await postPatiently(address, () =>
      isObject(call) ? JSON.stringify(moveToNow(call, Date.now())) : line,
    )
    const text = await response.text()
    if (response.ok) continue
    const answer = parseJson(text)
    const message = isObject(answer) ? answer['message'] : undefined
    const status = `Segment answered ${String(response.status)}`
    throw new CallRefusedError(index + 1, typeof message === 'string' ? message : status)
  }
}

/** Posts again as long as the sandbox asks to wait, as Segment's libraries do. */
async function postPatiently(address: URL, body: () => string): Promise<Response> {
  for (;;) {
    const headers = { 'content-type': 'text/plain' }
    const response = await fetch(address, { method: 'POST', headers, body: body() })
    if (response.status !== 429) return response
    await response.arrayBuffer()
    await waitMs(1000 * Number(response.headers.get('retry-after') ?? 1))
  }
}
