import { transform, type JSONObject } from '@segment/actions-core'
import { isObject, ownPath } from '@experiment-impressions/contract/json'
import type { Payload } from './trackImpression/generated-types'

/** The fields by which a payload is told from its neighbours. */
const telling = ['insert_id', 'user_id', 'device_id', 'flag_key', 'experiment_key'] as const

/**
 * The Segment event of each payload of a batch; `undefined` where that is not known. The framework hands over all events, also
 * those whose payloads it has refused, in the same order. So a payload finds its own by its place where none was refused; else
 * it is the next event of which `rawMapping` makes the same.
 */
export function matchRawEvents(
  payloads: readonly Payload[],
  rawEvents: readonly unknown[],
  rawMapping: unknown,
): unknown[] {
  if (rawEvents.length === payloads.length) return [...rawEvents]
  const mapped = rawEvents.map((raw) => signatureOf(resolve(raw, rawMapping)))
  let next = 0
  return payloads.map((payload) => {
    const found = mapped.indexOf(signatureOf(payload), next)
    if (found === -1) return undefined
    next = found + 1
    return rawEvents[found]
  })
}

function resolve(raw: unknown, rawMapping: unknown): unknown {
  const mapping = Object.fromEntries(telling.map((field) => [field, ownPath(rawMapping, [field])]))
  return isObject(raw) ? transform(mapping as JSONObject, raw) : undefined
}

/** As the framework makes text of them; absent, null and empty are one. */
function signatureOf(fields: unknown): string {
  return JSON.stringify(
    telling.map((field) => {
      const value = ownPath(fields, [field])
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value ?? '')
    }),
  )
}
