import {
  type ChangedField,
  type EventRecord,
  isTransformedAtIngestion,
  type SentPart,
  sentParts,
} from '@experiment-impressions/inspection'
import { isDeepStrictEqual } from 'node:util'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'

/** How an event was sent otherwise than the default mapping would have sent it, in something that experiments need. */
export interface Difference {
  readonly kind: 'lost' | 'changed' | 'added'
  /** Amplitude's name of what differs. */
  readonly name: string
  /** The field of the mapping that is behind it, if one is. */
  readonly cause: ChangedField | undefined
}

const eventType = sentParts.filter(({ name }) => name === 'event_type')
const properties = sentParts.filter(({ path }) => path[0] === 'event_properties')
const userProperties = sentParts.filter(({ name }) => name === 'user_properties')
const others = sentParts.filter((part) => ![eventType, properties, userProperties].flat().includes(part))

/** Compares an event as it was sent with what the default mapping and settings would have sent. Pure. */
export function compareSent({ post, expected, subscription }: EventRecord): Difference[] {
  if (post === null || expected === null) return []
  const changed = subscription?.changed ?? []
  const compare = (parts: readonly SentPart[]): Difference[] =>
    parts.flatMap(({ name, path, fields }) => {
      const [sent, usual] = [ownPath(post, path), ownPath(expected, path)]
      if (isDeepStrictEqual(sent, usual)) return []
      const kind = !isGiven(sent) ? 'lost' : isGiven(usual) ? 'changed' : 'added'
      return [{ kind, name, cause: changed.find(({ field }) => fields.includes(field)) }]
    })

  const type = compare(eventType)
  // Another kind of event has other properties, and Amplitude makes those of a raw one itself.
  const experiment = type.length > 0 ? [] : compare(properties)
  const operations = isTransformedAtIngestion(post) || experiment.length > 0 ? [] : compare(userProperties)
  return [...type, ...experiment, ...operations, ...compare(others)]
}
