import { isGiven, own, ownPath } from '@experiment-impressions/contract/json'
import { sentParts, type SentPart } from '../forms/sent-parts.js'
import type { ChangedField, EventRecord } from './event-record.js'
import { formOf } from './form-of.js'

/** A part of an event that was sent otherwise than the default mapping and settings send it. */
export interface Difference {
  /** `lost`: not sent. `added`: sent though the default sends nothing. */
  readonly kind: 'lost' | 'changed' | 'added'
  /** Amplitude's name of the part. */
  readonly name: string
  /** `undefined` if absent. */
  readonly sent: unknown
  readonly usual: unknown
  /** The changed mapping fields that can be the reason; if there are none, it's a setting. */
  readonly because: readonly ChangedField[]
}

const eventType = sentParts.filter(({ name }) => name === 'event_type')
const properties = sentParts.filter(({ path }) => path[0] === 'event_properties')
const userProperties = sentParts.filter(({ name }) => name === 'user_properties')
const others = sentParts.filter((part) => ![...eventType, ...properties, ...userProperties].includes(part))

/**
 * Compares the parts of a sent event that experiments need with what the default mapping and settings send. Empty if either
 * of the two sends nothing. What follows from another difference isn't listed again: another kind of event has other
 * properties, and the user property follows from the flag key and the variant.
 */
export function compareSent(record: EventRecord): Difference[] {
  const { post, expected, subscription } = record
  const form = post === null ? null : formOf(record)
  if (form === null || expected === null) return []
  const changed = subscription?.changed ?? []
  const compare = (parts: readonly SentPart[]): Difference[] =>
    parts.flatMap(({ name, path, fields }) => {
      const [sent, usual] = [ownPath(form, path), ownPath(expected, path)]
      if (isSame(sent, usual)) return []
      const kind = !isGiven(sent) ? 'lost' : isGiven(usual) ? 'changed' : 'added'
      return [{ kind, name, sent, usual, because: changed.filter(({ field }) => fields.includes(field)) }]
    })

  const type = compare(eventType)
  const experiment = type.length > 0 ? [] : compare(properties)
  const operations = experiment.length > 0 ? [] : compare(userProperties)
  return [...type, ...experiment, ...operations, ...compare(others)]
}

/** Whether an event was sent that the default mapping doesn't send, or was refused though the default sends it. */
export function isOnlyOneSent({ post, expected, outcome, attempts }: EventRecord): boolean {
  if (post !== null) return expected === null
  const wasRequested = attempts.some(({ exchange }) => exchange !== undefined)
  return outcome === 'rejected' && expected !== null && !wasRequested
}

/** Whether two JSON values are equal; the order of keys doesn't matter. */
export function isSame(one: unknown, other: unknown, layers = 60): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (layers === 0 || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => own(other, key) !== undefined && isSame(own(one, key), own(other, key), layers - 1))
  )
}
