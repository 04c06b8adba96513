import { isObject, parseJson, type JsonObject } from '@experiment-impressions/contract/json'
import { epochOf, toIso } from '../dates.js'

/** A call to post. */
export interface PlayedCall {
  /** `undefined` if the line isn't a JSON object. */
  readonly type: string | undefined
  readonly body: string
  /** When Segment received it, in epoch ms; `undefined` for a call that doesn't say when it was sent. */
  readonly receivedAt: number | undefined
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * Moves a session in time so that it ends now (epoch ms). All its calls move by the same time, so the intervals between them
 * and what their clocks show stay as recorded. A call over a day away from the session's end comes from a wrong clock or
 * another day; it moves on its own. A call that doesn't say when it was sent stays as it is.
 */
export function moveToNow(lines: readonly string[], now: number): PlayedCall[] {
  const calls = lines.map((line) => ({ line, call: parseJson(line) }))
  const arrivals = calls.map(({ call }) => (isObject(call) ? arrivalOf(call) : undefined))
  const last = arrivals.findLast((arrival) => arrival !== undefined) ?? now
  const isNear = (arrival: number): boolean => Math.abs(arrival - last) < dayMs
  const end = arrivals.reduce<number>(
    (latest, arrival) => (arrival !== undefined && isNear(arrival) ? Math.max(latest, arrival) : latest),
    last,
  )
  return calls.map(({ line, call }, index) => {
    if (!isObject(call)) return { type: undefined, body: line, receivedAt: undefined }
    const type = typeof call['type'] === 'string' ? call['type'] : undefined
    const arrival = arrivals[index]
    if (arrival === undefined) return { type, body: line, receivedAt: undefined }
    const ms = now - (isNear(arrival) ? end : arrival)
    return { type, body: JSON.stringify(moveBy(call, ms)), receivedAt: arrival + ms }
  })
}

/** When Segment received a call: as Segment noted it or, in a call as a library posts it, when it was sent. */
function arrivalOf(call: JsonObject): number | undefined {
  return epochOf(call['receivedAt']) ?? epochOf(call['sentAt'])
}

function moveBy(call: JsonObject, ms: number): JsonObject {
  const { originalTimestamp, receivedAt, sentAt, properties, batch } = call
  // Segment has already corrected the timestamp of a call that it received, and corrects what is posted again.
  const isReceived = epochOf(receivedAt) !== undefined && epochOf(originalTimestamp) !== undefined
  const timestamp = isReceived ? originalTimestamp : call['timestamp']
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
