import { isDeepStrictEqual } from 'node:util'
import { postTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import { vitalFields } from './outcome-kinds.js'
import type { Mapped } from './run-mapping.js'

type Fields = Readonly<Record<string, unknown>>

/** How one test event comes out otherwise than it should. */
export type Difference =
  /** Its action is for other events; `right` is the one for this. */
  | { readonly kind: 'event type'; readonly right: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not held back' }
  | { readonly kind: 'properties lost'; readonly names: readonly string[] }
  /** `digits lost`: changed, in that a number was made of its digits. */
  | { readonly kind: 'lost' | 'changed' | 'invented' | 'digits lost'; readonly field: string }

/** Where Amplitude’s event has what a field of the mapping gives. */
export const mappedPlaces: readonly (readonly [field: string, path: readonly string[]])[] = [
  ['user_id', ['user_id']],
  ['device_id', ['device_id']],
  ['flag_key', ['event_properties', postTransformation.flagKey]],
  ['variant', ['event_properties', postTransformation.variant]],
  ['experiment_key', ['event_properties', postTransformation.experimentKey]],
  ['time', ['time']],
  ['insert_id', ['insert_id']],
  ['session_id', ['session_id']],
]

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
    ...mappedPlaces.flatMap(([field, path]) => compare(field, ownPath(expected, path), ownPath(event, path))),
    ...comparePropertyNames(expected, event),
    ...(deviceParts.some((part) => isGiven(expected[part]) && !isGiven(event[part]))
      ? [{ kind: 'lost', field: 'device' } as const]
      : []),
  ]
}

function compare(field: string, expected: unknown, actual: unknown): Difference[] {
  if (isDeepStrictEqual(expected, actual)) return []
  if (!isGiven(actual)) return [{ kind: 'lost', field }]
  if (!isGiven(expected)) return [{ kind: 'invented', field }]
  return [{ kind: isRounded(expected, actual) ? 'digits lost' : 'changed', field }]
}

/** Whether two different texts are one number: `9007199254740993` is read as `9007199254740992`. */
function isRounded(expected: unknown, actual: unknown): boolean {
  return typeof expected === 'string' && /^\d+$/.test(expected) && Number(expected) === Number(actual)
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
  const lost = mappedPlaces.flatMap(([field, path]) =>
    vitalFields.has(field) && isGiven(ownPath(expected, path)) && !isGiven(ownPath(payload, [field]))
      ? [{ kind: 'lost', field } as const]
      : [],
  )
  return lost.length > 0 ? lost : [{ kind: 'refused', reason }]
}
