import { shortText } from '../event/short-text.js'
import { countOf, formatCount, formatShare } from '../event/format-number.js'
import { formatRoute } from '../page/route.js'
import { formatQuery } from '../stream/query.js'
import { chiSquareTest } from './chi-square.js'
import type { ExperimentStats } from './experiment-stats.js'
import type { Split } from './expected-split.js'
import { splitVerdict } from './split-words.js'
import { TimePlot } from './time-plot.js'
import { VariantTable } from './variant-table.js'

interface ExperimentTileProps {
  readonly stats: ExperimentStats
  readonly split: Split
  readonly onSplit: (split: Split) => void
}

/** One flag: how many saw what, whether the split is as expected, and what speaks against trusting it. */
export function ExperimentTile({ stats, split, onSplit }: ExperimentTileProps) {
  const { flag, impressions, people, variants, changed, withoutId, duplicates, rejected, unset } = stats
  const names = [...split.keys()]
  const peopleOf = (name: string): number => variants.find(({ variant }) => variant === name)?.people ?? 0
  const test = chiSquareTest(names.map(peopleOf), [...split.values()])
  const { tone, sentence } = splitVerdict(test)
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
    <section class="card tile" aria-label={shortText(flag, 100)}>
      <header>
        <h2>
          <bdi>{shortText(flag, 80)}</bdi>
        </h2>
        <span class="soft">
          {countOf(impressions, 'impression')} · {countOf(people, 'person', 'people')}
        </span>
      </header>
      <p class={`verdict ${tone}`}>{sentence}</p>
      <VariantTable stats={stats} split={split} onSplit={onSplit} />
      <TimePlot stats={stats} />
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
    </section>
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
