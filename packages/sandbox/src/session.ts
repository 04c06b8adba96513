import { readFile } from 'node:fs/promises'
import { setTimeout as waitMs } from 'node:timers/promises'
import { isObject, parseJson, type JsonObject } from '@experiment-impressions/contract/json'
import { epochOf, toIso } from './dates.js'

const recorded = new URL('../session/recorded-session.ndjson', import.meta.url)

/** Returns the calls of a session recorded in a browser, one JSON body each, as analytics.js posted them. */
export async function readRecordedSession(): Promise<string[]> {
  const text = await readFile(recorded, 'utf8')
  return text.split('\n').filter((line) => line !== '')
}

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
 * Posts calls to the sandbox's Segment one after another, as analytics.js does, with their times moved to now.
 * @throws {CallRefusedError} if a call is refused
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

/** Retries as long as the sandbox answers 429, as Segment's libraries do. */
async function postPatiently(address: URL, body: () => string): Promise<Response> {
  for (;;) {
    const headers = { 'content-type': 'text/plain' }
    const response = await fetch(address, { method: 'POST', headers, body: body() })
    if (response.status !== 429) return response
    await response.arrayBuffer()
    await waitMs(1000 * Number(response.headers.get('retry-after') ?? 1))
  }
}

/**
 * Moves the times of a recorded call, and of the calls in a batch, so that its `sentAt` is now. Otherwise Segment would treat
 * the age of the recording as an error of the visitor's clock. A call without `sentAt` stays as it is. `now`: epoch ms.
 */
function moveToNow(call: JsonObject, now: number): JsonObject {
  const sentAt = epochOf(call['sentAt'])
  return sentAt === undefined ? call : moveBy(call, now - sentAt)
}

function moveBy(call: JsonObject, ms: number): JsonObject {
  const { timestamp, originalTimestamp, sentAt, properties, batch } = call
  const moved = Object.fromEntries(
    Object.entries({ timestamp, originalTimestamp, sentAt }).flatMap(([key, value]) => {
      const epoch = epochOf(value)
      return epoch === undefined ? [] : [[key, toIso(epoch + ms)] as const]
    }),
  )
  return {
    ...call,
    ...moved,
    ...(isObject(properties) && Number.isSafeInteger(properties['time'])
      ? { properties: { ...properties, time: Number(properties['time']) + ms } }
      : {}),
    ...(Array.isArray(batch)
      ? { batch: batch.map((one: unknown) => (isObject(one) ? moveBy(one, ms) : one)) }
      : {}),
  }
}
