import { isDeepStrictEqual } from 'node:util'
import { ownPath } from '@experiment-impressions/contract/json'
import { mappedPlaces } from './compare-mapped.js'
import { givenKind, type GivenKind, type Outcome } from './outcome-kinds.js'
import type { Mapped } from './run-mapping.js'

/** How one event comes out of a batch otherwise than by itself. */
export type WayDifference =
  /** `reason`: of the way that refuses it. */
  | {
      readonly kind: 'outcome'
      readonly single: Outcome
      readonly batch: Outcome
      readonly reason: string | undefined
    }
  | { readonly kind: 'field'; readonly field: string; readonly single: GivenKind; readonly batch: GivenKind }

/**
 * Compares what the destination makes of an event by itself and in a batch. Two refusals are alike, whatever they say:
 * nothing is sent either way. Pure.
 */
export function compareWays(single: Mapped, batch: Mapped): WayDifference[] {
  if (single.kind !== batch.kind) {
    const reason = [single, batch].flatMap((one) => (one.kind === 'refused' ? [one.reason] : []))[0]
    return [{ kind: 'outcome', single: single.kind, batch: batch.kind, reason }]
  }
  if (single.kind !== 'sent' || batch.kind !== 'sent') return []
  const found = new Map<string, WayDifference>()
  for (const path of [single.event, batch.event].flatMap(pathsOf)) {
    const [a, b] = [ownPath(single.event, path), ownPath(batch.event, path)]
    const field = fieldAt(path)
    if (field === undefined || found.has(field) || isDeepStrictEqual(a, b)) continue
    found.set(field, { kind: 'field', field, single: givenKind(a), batch: givenKind(b) })
  }
  return [...found.values()]
}

/** The paths of an event’s keys, and of those of its properties. */
function pathsOf(event: Readonly<Record<string, unknown>>): string[][] {
  return Object.keys(event).flatMap((key) =>
    key === properties ? Object.keys(event[key] ?? {}).map((name) => [key, name]) : [[key]],
  )
}

/** The field of the mapping that gives what stands there; `undefined` for what follows from other fields. */
function fieldAt(path: readonly string[]): string | undefined {
  const place = mappedPlaces.find(([, at]) => isDeepStrictEqual(at, path))
  if (place !== undefined) return place[0]
  const [key] = path
  if (key === 'event_type' || key === 'user_properties') return undefined
  return key === 'groups' || key === properties ? key : 'device'
}

const properties = 'event_properties'
