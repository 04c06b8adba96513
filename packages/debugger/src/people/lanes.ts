import type { Entry } from '../records/record-list.js'

/** An event’s effect on its flag’s user property. `undelivered`: none, because Amplitude doesn’t have the event, or not yet. */
export const changes = ['set', 'same', 'changed', 'unset', 'none', 'undelivered'] as const

export type Change = (typeof changes)[number]

/** One event on a lane. */
export interface Mark {
  readonly id: string
  /** Epoch ms. */
  readonly time: number
  /** `undefined` if the person is out of the experiment. */
  readonly variant: string | undefined
  readonly change: Change
}

/** One flag’s user property over time. */
export interface Lane {
  readonly flag: string
  /** In order of time. */
  readonly marks: readonly Mark[]
  /** The variants that the person saw, in that order. */
  readonly variants: readonly string[]
}

/** A lane for each flag of one person’s events. Leaves out duplicates: Amplitude has their event already. */
export function lanesOf(entries: readonly Entry[]): Lane[] {
  const lanes = new Map<string, { marks: Mark[]; variants: string[]; now: string | undefined }>()
  const inTime = entries
    .flatMap(({ record: { id }, summary }) => {
      const { time, isDuplicate } = summary
      return time === undefined || isDuplicate ? [] : [{ id, time, summary }]
    })
    .sort((one, other) => one.time - other.time)
  for (const { id, time, summary } of inTime) {
    const { flag, variant, outcome } = summary
    if (flag === undefined) continue
    const effect = outcome === 'accepted' ? summary.effect : 'undelivered'
    const lane = lanes.get(flag) ?? { marks: [], variants: [], now: undefined }
    lanes.set(flag, lane)
    lane.marks.push({ id, time, variant, change: changeOf(effect, variant, lane) })
    if (effect !== 'set' && effect !== 'unset') continue
    lane.now = effect === 'set' ? variant : undefined
    if (variant !== undefined && !lane.variants.includes(variant)) lane.variants.push(variant)
  }
  return Array.from(lanes, ([flag, { marks, variants }]) => ({ flag, marks, variants }))
}

function changeOf(
  effect: string,
  variant: string | undefined,
  { now, variants }: { readonly now: string | undefined; readonly variants: readonly string[] },
): Change {
  if (effect === 'unset' || effect === 'undelivered') return effect
  if (effect !== 'set') return 'none'
  if (variant === now) return 'same'
  return variants.some((seen) => seen !== variant) ? 'changed' : 'set'
}

/**
 * Places moments on an axis from 0 to 1 with shortened gaps, so a session of seconds and one a week later are both readable.
 * Keeps the order; equal moments share a place.
 */
export function compressedScale(times: readonly number[]): (time: number) => number {
  const sorted = [...new Set(times)].sort((one, other) => one - other)
  const places = new Map<number, number>()
  let at = 0
  for (const [index, time] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before !== undefined) at += 1 + Math.log2(1 + (time - before) / 1000)
    places.set(time, at)
  }
  return (time) => (at === 0 ? 0 : (places.get(time) ?? 0) / at)
}
