import { setTimeout as waitMs } from 'node:timers/promises'
import { isObject, parseJson } from '@experiment-impressions/contract/json'
import { toIso } from '../dates.js'
import { receivedAtHeader } from '../segment/routes.js'
import { moveToNow, type PlayedCall } from './move-to-now.js'

/** The sandbox's Segment refused a call of a session. */
export class CallRefusedError extends Error {
  override readonly name = 'CallRefusedError'

  /** `number` counts the session's calls from 1. */
  constructor(number: number, reason: string) {
    super(`Call ${String(number)} of the session was refused: ${reason}.`)
  }
}

export interface PlaySessionOptions {
  /** The sandbox's address. */
  readonly url: string
  /** Segment calls, one JSON body each. */
  readonly lines: readonly string[]
}

/**
 * Posts calls to the sandbox's Segment one after another, as analytics.js does. Their times move so that the session ends now;
 * the intervals between calls stay.
 * @throws {CallRefusedError} if a call is refused
 */
export async function playSession({ url, lines }: PlaySessionOptions): Promise<void> {
  for (const [index, call] of moveToNow(lines, Date.now()).entries()) {
    const response = await postPatiently(url, call)
    const text = await response.text()
    if (response.ok) continue
    const answer = parseJson(text)
    const message = isObject(answer) ? answer['message'] : undefined
    const status = `Segment answered ${String(response.status)}`
    throw new CallRefusedError(index + 1, typeof message === 'string' ? message : status)
  }
}

/** Retries as long as the sandbox answers 429, as Segment's libraries do. */
async function postPatiently(url: string, { type, body, receivedAt }: PlayedCall): Promise<Response> {
  const address = new URL(`v1/${encodeURIComponent(type ?? 'track')}`, url)
  const headers = {
    'content-type': 'text/plain',
    // Otherwise Segment would take the way to the sandbox, and the time since the call, for an error of the visitor's clock.
    ...(receivedAt === undefined ? {} : { [receivedAtHeader]: toIso(receivedAt) }),
  }
  for (;;) {
    const response = await fetch(address, { method: 'POST', headers, body })
    if (response.status !== 429) return response
    await response.arrayBuffer()
    await waitMs(1000 * Number(response.headers.get('retry-after') ?? 1))
  }
}
