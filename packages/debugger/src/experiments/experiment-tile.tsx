import { countOf, shortText } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import type { ExperimentStats } from './experiment-stats.js'
import type { Split } from './expected-split.js'
import { Figures } from './figures.js'
import { testSplit } from './split-test.js'
import { splitVerdict } from './split-words.js'
import { TimePlot } from './time-plot.js'
import type { VariantColours } from '../ui/variant-colours.js'
import { VariantTable } from './variant-table.js'

interface ExperimentTileProps {
  readonly stats: ExperimentStats
  readonly split: Split
  /** Whether all events have arrived. */
  readonly isWhole: boolean
  readonly colours: VariantColours
  readonly onSplit: (split: Split) => void
}

/** One flag: how many people saw each variant, whether the split is as expected, and reasons for doubt. */
export function ExperimentTile({ stats, split, isWhole, colours, onSplit }: ExperimentTileProps) {
  const { flag, impressions, people, peopleWithout, variants } = stats
  const test = testSplit(variants, split)
  const { tone, sentence, notes } = splitVerdict(test, isWhole)
  return (
    <section class="card tile" aria-label={shortText(flag, 100)}>
      <header>
        <h2>
          <ShownText text={flag} maxLength={80} />
        </h2>
        <span class="soft">
          {countOf(impressions, 'impression')} · {countOf(people, 'person', 'people')}
        </span>
      </header>
      <p class={`verdict ${tone}`}>{sentence}</p>
      {notes.map((note) => (
        <p key={note} class="verdict wait">
          <ShownText text={note} maxLength={1000} />
        </p>
      ))}
      <VariantTable
        flag={flag}
        test={test}
        split={split}
        peopleWithout={peopleWithout}
        colours={colours}
        onSplit={onSplit}
      />
      <TimePlot stats={stats} colours={colours} />
      <Figures stats={stats} />
    </section>
  )
}
