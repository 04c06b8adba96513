import type { Issue } from '@experiment-impressions/contract'
import type { Entry } from '../records/record-list.js'

/** Which events the list shows, and in which order. */
export interface CodeChoice {
  /** Only events with this issue; `undefined` for all. */
  readonly code: Issue['code'] | undefined
  /** By the code of their worst issue; otherwise in the order of the input. */
  readonly isSorted: boolean
}

/** The events to show, last first: the list turns them around. */
export function rowsByCode(
  entries: readonly Entry[],
  codes: readonly Issue['code'][],
  { code, isSorted }: CodeChoice,
): Entry[] {
  const rankOf = ({ record }: Entry): number => {
    const ranks = record.issues.map((issue) => codes.indexOf(issue.code)).filter((rank) => rank !== -1)
    return Math.min(codes.length, ...ranks)
  }
  let chosen =
    code === undefined
      ? [...entries]
      : entries.filter(({ record }) => record.issues.some((issue) => issue.code === code))
  if (isSorted) {
    const ranked = chosen.map((entry) => ({ entry, rank: rankOf(entry) }))
    ranked.sort((one, other) => one.rank - other.rank || one.entry.order - other.entry.order)
    chosen = ranked.map(({ entry }) => entry)
  }
  return chosen.reverse().map((entry, order) => ({ ...entry, order }))
}
