import { countOf, formatCount } from '@experiment-impressions/inspection'
import { formatShare } from '../ui/format-number.js'
import { formatRoute } from '../route/route.js'
import { formatQuery } from '../route/query.js'
import type { ExperimentStats } from './experiment-stats.js'

/** Reasons to doubt a flag’s figures; each links to its events. */
export function Figures({ stats }: { readonly stats: ExperimentStats }) {
  const { flag, impressions, changed, withoutId, duplicates, rejected, unset } = stats
  const events = (is: string): string =>
    formatRoute('stream', {
      search: {
        q: formatQuery([
          { field: 'flag', value: flag },
          { field: 'is', value: is },
        ]),
      },
    })
  return (
    <dl class="figures">
      <Figure
        label="Changed variant"
        value={countOf(changed, 'person', 'people')}
        isBad={changed > 0}
        href={changed > 0 ? events('changed') : undefined}
      />
      <Figure label="Without an id" value={formatCount(withoutId)} isBad={withoutId > 0} />
      <Figure
        label="Duplicates removed"
        value={formatCount(duplicates)}
        href={duplicates > 0 ? events('duplicate') : undefined}
      />
      <Figure
        label="Unset"
        value={impressions === 0 ? '–' : formatShare(unset / impressions)}
        href={unset > 0 ? events('unset') : undefined}
      />
      <Figure
        label="Rejected"
        value={formatCount(rejected)}
        isBad={rejected > 0}
        href={rejected > 0 ? events('undelivered') : undefined}
      />
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly isBad?: boolean
  readonly href?: string | undefined
}

function Figure({ label, value, isBad = false, href }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class={isBad ? 'wait' : ''}>{href === undefined ? value : <a href={href}>{value}</a>}</dd>
    </div>
  )
}
