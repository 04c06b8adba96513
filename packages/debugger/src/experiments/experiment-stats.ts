import type { EventSummary } from '@experiment-impressions/inspection'
import { personKey, usersOfDevices } from '../records/person-keys.js'

export interface VariantStats {
  readonly variant: string
  readonly impressions: number
  /** People who saw it, first or later. */
  readonly saw: number
  /** People whose first variant it was. */
  readonly people: number
}

/** The figures of one flag. */
export interface ExperimentStats {
  readonly flag: string
  /** Events in Amplitude or on their way, with and without a variant, without duplicates. */
  readonly impressions: number
  readonly people: number
  /** People whose events all lack a variant. */
  readonly peopleWithout: number
  /** By name, the control first. */
  readonly variants: readonly VariantStats[]
  /** Events without a variant, which unset the user property. */
  readonly unset: number
  /** People who saw more than one variant. */
  readonly changed: number
  readonly withoutId: number
  /** Duplicates that Amplitude dropped, if that’s known, and those that Segment dropped. */
  readonly duplicates: number
  /** Events that Amplitude rejected or that had errors. */
  readonly rejected: number
  /** Time and variant of each event, for the plot. */
  readonly moments: readonly { readonly time: number; readonly variant: string | undefined }[]
}

/** The figures of every flag, sorted by number of events, highest first. */
export function experimentStats(events: readonly EventSummary[]): ExperimentStats[] {
  const users = usersOfDevices(events)
  const byFlag = new Map<string, EventSummary[]>()
  for (const event of events) {
    if (event.flag === undefined) continue
    const group = byFlag.get(event.flag)
    if (group === undefined) byFlag.set(event.flag, [event])
    else group.push(event)
  }
  return Array.from(byFlag, ([flag, group]) => statsOf(flag, group, users)).sort(
    (one, other) => other.impressions - one.impressions,
  )
}

function statsOf(
  flag: string,
  events: readonly EventSummary[],
  users: ReadonlyMap<string, string>,
): ExperimentStats {
  const counted = events.filter(({ effect }) => effect !== 'not stored')
  const everybody = new Set<string>()
  const first = new Map<string, string>()
  const changed = new Set<string>()
  const seen = new Map<string, { impressions: number; readonly people: Set<string> }>()
  for (const event of counted) {
    const { variant } = event
    const person = personKey(event, users)
    if (person !== undefined) everybody.add(person)
    if (variant === undefined) continue
    const stats = seen.get(variant) ?? { impressions: 0, people: new Set() }
    seen.set(variant, stats)
    stats.impressions += 1
    if (person === undefined) continue
    stats.people.add(person)
    const known = first.get(person)
    if (known === undefined) first.set(person, variant)
    else if (known !== variant) changed.add(person)
  }
  const people = new Map<string, number>()
  for (const variant of first.values()) people.set(variant, (people.get(variant) ?? 0) + 1)
  return {
    flag,
    impressions: counted.length,
    people: everybody.size,
    peopleWithout: everybody.size - first.size,
    variants: Array.from(seen, ([variant, { impressions, people: saw }]) => ({
      variant,
      impressions,
      saw: saw.size,
      people: people.get(variant) ?? 0,
    })).sort((one, other) => inOrder(one.variant, other.variant)),
    unset: counted.filter(({ effect }) => effect === 'unset').length,
    changed: changed.size,
    withoutId: events.filter(({ userId, deviceId }) => userId === undefined && deviceId === undefined).length,
    duplicates: events.reduce((sum, { isDuplicate, repeats }) => sum + Number(isDuplicate) + repeats, 0),
    rejected: events.filter(({ outcome }) => outcome === 'rejected').length,
    moments: counted.flatMap(({ time, variant }) => (time === undefined ? [] : [{ time, variant }])),
  }
}

/** Sorts by name, with the control first. New events don’t change this order. */
function inOrder(one: string, other: string): number {
  if (one === 'control' || other === 'control') return Number(other === 'control') - Number(one === 'control')
  return one < other ? -1 : Number(one > other)
}
