import { isDeepStrictEqual } from 'node:util'
import { postTransformation, preTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/inspection'
import type { ChangedField, EventRecord } from './sandbox-module.js'

/** How an event was sent otherwise than the default mapping would have sent it, in something that experiments need. */
export interface Difference {
  readonly kind: 'lost' | 'changed' | 'added'
  /** Amplitude's name of what differs. */
  readonly name: string
  /** The field of the mapping that is behind it, if one is. */
  readonly cause: ChangedField | undefined
}

interface Part {
  readonly name: string
  readonly path: readonly string[]
  /** The fields of a mapping that it can come from. */
  readonly fields: readonly string[]
}

const property = (name: string, field: string): Part => ({
  name,
  path: ['event_properties', name],
  fields: [field],
})
const key = (name: string): Part => ({ name, path: [name], fields: [name] })

const properties = [
  property(postTransformation.flagKey, 'flag_key'),
  property(postTransformation.variant, 'variant'),
  property(postTransformation.experimentKey, 'experiment_key'),
]
const eventType: Part = { name: 'event_type', path: ['event_type'], fields: [] }
// “metadata” among the properties says that an event belongs to no user property.
const userProperties: Part = {
  name: 'user_properties',
  path: ['user_properties'],
  fields: ['flag_key', 'variant', 'event_properties'],
}
const others = ['user_id', 'device_id', 'time', 'insert_id'].map(key)

/** Compares an event as it was sent with what the default mapping and settings would have sent. Pure. */
export function compareSent({ post, expected, subscription }: EventRecord): Difference[] {
  if (post === null || expected === null) return []
  const changed = subscription?.changed ?? []
  const compare = (parts: readonly Part[]): Difference[] =>
    parts.flatMap(({ name, path, fields }) => {
      const [sent, usual] = [ownPath(post, path), ownPath(expected, path)]
      if (isDeepStrictEqual(sent, usual)) return []
      const kind = !isGiven(sent) ? 'lost' : isGiven(usual) ? 'changed' : 'added'
      return [{ kind, name, cause: changed.find(({ field }) => fields.includes(field)) }]
    })

  const type = compare([eventType])
  // Another kind of event has other properties, and Amplitude makes those of a raw one itself.
  const isRaw =
    post['event_type'] === preTransformation.impression || post['event_type'] === preTransformation.exposure
  const experiment = type.length > 0 ? [] : compare(properties)
  const operations = isRaw || experiment.length > 0 ? [] : compare([userProperties])
  return [...type, ...experiment, ...operations, ...compare(others)]
}
