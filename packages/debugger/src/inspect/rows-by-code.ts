import type { Issue } from '@experiment-impressions/contract'
import { worstFirst } from '@experiment-impressions/inspection'
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
  const chosen =
    code === undefined
      ? [...entries]
      : entries.filter(({ record }) => record.issues.some((issue) => issue.code === code))
  if (isSorted) {
    const rank = new Map(codes.map((each, index) => [each, index]))
    const rankOf = ({ record }: Entry): number => {
      const worst = worstFirst(record.issues).find((issue) => rank.has(issue.code))
      return worst === undefined ? codes.length : (rank.get(worst.code) ?? codes.length)
    }
    const ranks = new Map(chosen.map((entry) => [entry, rankOf(entry)]))
    chosen.sort((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0) || one.order - other.order)
  }
  return chosen.reverse().map((entry, order) => ({ ...entry, order }))
}
