import { ownPath } from './own-path'
import type { Payload } from './trackImpression/generated-types'

/**
 * The Segment event of each payload of a batch; `undefined` where that is not known. The framework hands over all events, also
 * those whose payloads it has refused, in the same order: so a payload finds its own by its place where none was refused,
 * else by its insert id, behind the one before it.
 */
export function matchRawEvents(payloads: readonly Payload[], rawEvents: readonly unknown[]): unknown[] {
  if (rawEvents.length === payloads.length) return [...rawEvents]
  const ids = rawEvents.map((raw) => String(ownPath(raw, ['messageId'])))
  let next = 0
  return payloads.map(({ insert_id }) => {
    const found = insert_id === undefined ? -1 : ids.indexOf(insert_id, next)
    if (found === -1) return undefined
    next = found + 1
    return rawEvents[found]
  })
}
