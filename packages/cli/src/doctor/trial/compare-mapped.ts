import { isDeepStrictEqual } from 'node:util'
import { postTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { Mapped } from './run-mapping.js'
import { vitalFields } from '../value-kinds.js'

type Fields = Readonly<Record<string, unknown>>

/** How one test event differs from what should be sent. */
export type Difference =
  /** Its action is for other events; `right` is the action for this one. */
  | { readonly kind: 'event type'; readonly right: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not skipped' }
  | { readonly kind: 'properties lost'; readonly names: readonly string[] }
  /** `digits lost`: a string of digits became a number. */
  | { readonly kind: 'lost' | 'changed' | 'invented' | 'digits lost'; readonly field: string }

/** The path in Amplitude’s event of each field of the mapping. */
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

/** Parts of `device`; its other parts come with them. */
const deviceParts = ['platform', 'os_name', 'language', 'ip']

/** Compares the destination’s decision about an event with what it should send; `undefined` for nothing. Pure. */
export function compareMapped(expected: Fields | undefined, mapped: Mapped): Difference[] {
  if (expected === undefined) return mapped.kind === 'accepted' ? [{ kind: 'not skipped' }] : []
  if (mapped.kind === 'rejected') return explainRefusal(expected, mapped)
  // The event’s own metadata doesn’t say to skip it, so a mapping made that up.
  if (mapped.kind === 'skipped')
    return [{ kind: 'refused', reason: 'The metadata says not to count the event.' }]
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

/** Whether two different strings are one number: `9007199254740993` is read as `9007199254740992`. */
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

/** Names the fields that the mapping lost, if that’s why; else the destination’s own reason. */
function explainRefusal(
  expected: Fields,
  { reason, payload }: Extract<Mapped, { kind: 'rejected' }>,
): Difference[] {
  if (payload === undefined) return [{ kind: 'refused', reason }]
  const lost = mappedPlaces.flatMap(([field, path]) =>
    vitalFields.has(field) && isGiven(ownPath(expected, path)) && !isGiven(ownPath(payload, [field]))
      ? [{ kind: 'lost', field } as const]
      : [],
  )
  return lost.length > 0 ? lost : [{ kind: 'refused', reason }]
}
