import { transform, type JSONObject } from '@segment/actions-core'
import { isObject, ownPath } from '@experiment-impressions/contract/json'
import type { Payload } from '../trackImpression/generated-types'

/** The fields that tell a payload apart from its neighbors. */
const identifying = ['insert_id', 'user_id', 'device_id', 'flag_key', 'experiment_key'] as const

/**
 * Returns the Segment event of each payload in a batch, or `undefined` if unknown. The framework passes all events in the same
 * order, even those whose payloads it refused. If it refused none, events and payloads have the same index. Otherwise a payload's
 * event is the next one that `rawMapping` maps to the same values.
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
  const mapping = Object.fromEntries(identifying.map((field) => [field, ownPath(rawMapping, [field])]))
  return isObject(raw) ? transform(mapping as JSONObject, raw) : undefined
}

/** The values as the framework turns them into text. Missing, null and empty are the same. */
function signatureOf(fields: unknown): string {
  return JSON.stringify(
    identifying.map((field) => {
      const value = ownPath(fields, [field])
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value ?? '')
    }),
  )
}
