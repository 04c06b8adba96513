import { countOf, formatCount } from '@experiment-impressions/inspection'

interface StreamFootProps {
  readonly found: number
  readonly all: number
  readonly isFiltered: boolean
  readonly isOther: boolean
  readonly dropped: number
  /** Leads back to the newest event; `undefined` while it’s shown by itself. */
  readonly followAddress: string | undefined
}

/** How many events the list has, and whether the newest opens by itself. */
export function StreamFoot({ found, all, isFiltered, isOther, dropped, followAddress }: StreamFootProps) {
  const total = isOther ? countOf(all, 'other call') : countOf(all, 'event')
  const isAll = found === all && (!isFiltered || isOther)
  return (
    <p class="foot">
      <span>
        {isAll ? total : `${formatCount(found)} of ${total}`}
        {dropped > 0 ? `, ${formatCount(dropped)} older dropped` : ''} · times in UTC
      </span>
      {all === 0 ? null : followAddress === undefined ? (
        <span class="follow">following the newest</span>
      ) : (
        <a class="follow" href={followAddress}>
          Follow the newest
        </a>
      )}
    </p>
  )
}
