import { ownPath } from '@experiment-impressions/contract/json'
import { type ChangedField, type EventRecord, formOf, sentParts } from '@experiment-impressions/inspection'

/** A key that was sent with another value than the default mapping and settings give it. */
export interface Difference {
  /** As Amplitude calls it. */
  readonly name: string
  /** `undefined` for a value that is absent. */
  readonly sent: unknown
  readonly usual: unknown
  /** The changed mapping fields that can be the reason; without any, it is a setting. */
  readonly because: readonly ChangedField[]
}

/**
 * Where an event that was sent isn’t what the default mapping and settings send, in what experiments need. Empty where
 * either of the two sends nothing.
 */
export function compareSent(record: EventRecord): Difference[] {
  const { post, expected, subscription } = record
  const sent = post === null ? null : formOf(record)
  if (sent === null || expected === null) return []
  return sentParts.flatMap(({ name, path, fields }) => {
    const values = { sent: ownPath(sent, path), usual: ownPath(expected, path) }
    if (isSame(values.sent, values.usual)) return []
    const because = (subscription?.changed ?? []).filter(({ field }) => fields.includes(field))
    return [{ name, ...values, because }]
  })
}

/** Whether the default mapping sends an event where this one’s destination refused it, or the other way round. */
export function isOnlyOneSent({ post, expected, outcome, attempts }: EventRecord): boolean {
  if (post !== null) return expected === null
  const wasAsked = attempts.some(({ exchange }) => exchange !== undefined)
  return outcome === 'rejected' && expected !== null && !wasAsked
}

/** Whether two JSON values say the same; the order of keys means nothing. */
export function isSame(one: unknown, other: unknown, layers = 60): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (layers === 0 || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) => Object.hasOwn(other, key) && isSame(ownPath(one, [key]), ownPath(other, [key]), layers - 1),
    )
  )
}
