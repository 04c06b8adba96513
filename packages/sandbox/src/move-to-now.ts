import { isObject, type JsonObject } from '@experiment-impressions/contract/json'
import { epochOf, toIso } from './dates.js'

/**
 * A recorded call as if it were sent now: its moments are moved by as much as its `sentAt` lies back, those of a batch's
 * calls too. Otherwise Segment would take the age of the recording for a wrong clock of the visitor. A call that doesn't say
 * when it was sent stays as it is. `now`: epoch ms.
 */
export function moveToNow(call: JsonObject, now: number): JsonObject {
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
