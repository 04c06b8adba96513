import { isDeepStrictEqual } from 'node:util'
import { ownPath } from '@experiment-impressions/contract/json'
import { mappedPlaces } from './compare-mapped.js'
import type { Outcome } from '../finding-params.js'
import type { Mapped } from './run-mapping.js'
import { givenKind, type GivenKind } from '../value-kinds.js'

/** How one event in a batch differs from the same event on its own. */
export type BatchDifference =
  /** `reason`: why it's refused, if it's refused either way. */
  | {
      readonly kind: 'outcome'
      readonly single: Outcome
      readonly batch: Outcome
      readonly reason: string | undefined
    }
  | { readonly kind: 'field'; readonly field: string; readonly single: GivenKind; readonly batch: GivenKind }

/**
 * Compares the destination's decisions about an event on its own and in a batch. Two refusals are equal whatever their
 * reasons: nothing is sent either way. Pure.
 */
export function compareBatch(single: Mapped, batch: Mapped): BatchDifference[] {
  if (single.kind !== batch.kind) {
    const reason = [single, batch].flatMap((one) => (one.kind === 'rejected' ? [one.reason] : []))[0]
    return [{ kind: 'outcome', single: single.kind, batch: batch.kind, reason }]
  }
  if (single.kind !== 'accepted' || batch.kind !== 'accepted') return []
  const found = new Map<string, BatchDifference>()
  for (const path of [single.event, batch.event].flatMap(pathsOf)) {
    const [a, b] = [ownPath(single.event, path), ownPath(batch.event, path)]
    const field = fieldAt(path)
    if (field === undefined || found.has(field) || isDeepStrictEqual(a, b)) continue
    found.set(field, { kind: 'field', field, single: givenKind(a), batch: givenKind(b) })
  }
  return [...found.values()]
}

/** The paths of an event’s keys, and of the keys of its properties. */
function pathsOf(event: Readonly<Record<string, unknown>>): string[][] {
  return Object.keys(event).flatMap((key) =>
    key === properties ? Object.keys(event[key] ?? {}).map((name) => [key, name]) : [[key]],
  )
}

/** The field of the mapping behind a path of the event; `undefined` if it follows from other fields. */
function fieldAt(path: readonly string[]): string | undefined {
  const place = mappedPlaces.find(([, at]) => isDeepStrictEqual(at, path))
  if (place !== undefined) return place[0]
  const [key] = path
  if (key === 'event_type' || key === 'user_properties') return undefined
  return key === 'groups' || key === properties ? key : 'device'
}

const properties = 'event_properties'
