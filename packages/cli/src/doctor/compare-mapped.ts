import { isDeepStrictEqual } from 'node:util'
import { postTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/inspection'
import type { Mapped } from './run-mapping.js'

type Fields = Readonly<Record<string, unknown>>

/** How one test event comes out otherwise than it should. */
export type Difference =
  /** Its action is for other events; `right` is the one for this. */
  | { readonly kind: 'event type'; readonly right: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not held back' }
  | { readonly kind: 'properties lost'; readonly names: readonly string[] }
  | { readonly kind: 'lost' | 'changed' | 'invented'; readonly field: string }

/** Where Amplitude’s event has what a field of the mapping gives. */
const places: readonly (readonly [field: string, path: readonly string[]])[] = [
  ['user_id', ['user_id']],
  ['device_id', ['device_id']],
  ['flag_key', ['event_properties', postTransformation.flagKey]],
  ['variant', ['event_properties', postTransformation.variant]],
  ['experiment_key', ['event_properties', postTransformation.experimentKey]],
  ['time', ['time']],
  ['insert_id', ['insert_id']],
  ['session_id', ['session_id']],
]

/** What an event is refused without; told before its other differences. */
const vital = ['flag_key', 'variant', 'user_id', 'device_id']

/** Parts of `device`; the others come with them. */
const deviceParts = ['platform', 'os_name', 'language', 'ip']

/** Compares what the destination makes of an event with what it should; `undefined` is “nothing is to be sent”. Pure. */
export function compareMapped(expected: Fields | undefined, mapped: Mapped): Difference[] {
  if (expected === undefined) return mapped.kind === 'sent' ? [{ kind: 'not held back' }] : []
  if (mapped.kind === 'refused') return explainRefusal(expected, mapped)
  // Without the metadata that the event has, nothing tells the destination to hold it back: a mapping put it there.
  if (mapped.kind === 'held back')
    return [{ kind: 'refused', reason: 'Its metadata says that it is not to be counted.' }]
  const { event } = mapped
  return [
    ...places.flatMap(([field, path]) => compare(field, ownPath(expected, path), ownPath(event, path))),
    ...comparePropertyNames(expected, event),
    ...(deviceParts.some((part) => isGiven(expected[part]) && !isGiven(event[part]))
      ? [{ kind: 'lost', field: 'device' } as const]
      : []),
  ]
}

function compare(field: string, expected: unknown, actual: unknown): Difference[] {
  if (isDeepStrictEqual(expected, actual)) return []
  if (!isGiven(actual)) return [{ kind: 'lost', field }]
  return [{ kind: isGiven(expected) ? 'changed' : 'invented', field }]
}

function comparePropertyNames(expected: Fields, actual: Fields): Difference[] {
  const own = new Set<string>(Object.values(postTransformation))
  const sent = actual['event_properties'] ?? {}
  const names = Object.keys(expected['event_properties'] ?? {}).filter(
    (name) => !own.has(name) && !Object.hasOwn(sent, name),
  )
  return names.length === 0 ? [] : [{ kind: 'properties lost', names }]
}

/** The fields that the mapping lost, where that is why; else the destination’s own reason. */
function explainRefusal(
  expected: Fields,
  { reason, payload }: Extract<Mapped, { kind: 'refused' }>,
): Difference[] {
  if (payload === undefined) return [{ kind: 'refused', reason }]
  const lost = places.flatMap(([field, path]) =>
    vital.includes(field) && isGiven(ownPath(expected, path)) && !isGiven(ownPath(payload, [field]))
      ? [{ kind: 'lost', field } as const]
      : [],
  )
  return lost.length > 0 ? lost : [{ kind: 'refused', reason }]
}
