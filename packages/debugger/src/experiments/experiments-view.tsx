import { useMemo } from 'preact/hooks'
import { countOf, formatCount } from '@experiment-impressions/inspection'
import { EmptyState } from '../ui/empty-state.js'
import { formatRoute, type Route } from '../route/route.js'
import { isRealAmplitude, type Sandbox } from '../records/sandbox.js'
import { useThrottled } from '../ui/use-throttled.js'
import { replaceAddress } from '../route/use-route.js'
import { NoEvents } from '../event-list/no-events.js'
import { ExperimentTile } from './experiment-tile.js'
import { experimentStats } from './experiment-stats.js'
import { readSplit, writeSplit } from './expected-split.js'
import { usualVariants } from './split-test.js'

interface ExperimentsViewProps {
  readonly route: Route
  readonly sandbox: Sandbox
}

const mostTiles = 100

/** One tile per flag: who saw which variant, and whether the figures can be trusted. */
export function ExperimentsView({ route, sandbox }: ExperimentsViewProps) {
  const { list, target } = sandbox
  const [all, isAllHere] = [list.all(), list.isWhole()]
  // Throttled together, so no verdict covers only part of the events.
  const { entries, isWhole } = useThrottled(
    useMemo(() => ({ entries: all, isWhole: isAllHere }), [all, isAllHere]),
  )
  const stats = useMemo(() => experimentStats(entries.map(({ summary }) => summary)), [entries])
  if (entries.length === 0) return <NoEvents sandbox={sandbox} />
  return (
    <div class="page-body experiments">
      <h1>Experiments</h1>
      <p class="sub">
        Based on the {entries.length === 1 ? 'event' : countOf(entries.length, 'event')} on this page
        {list.dropped() > 0 ? `, not on the ${formatCount(list.dropped())} older ones that it dropped` : ''}.
        Each person counts for the first variant they saw.
        {isRealAmplitude(target)
          ? ' Duplicates that Amplitude drops can’t be seen from here: every accepted event counts.'
          : ''}
      </p>
      {stats.length === 0 ? (
        <EmptyState title="No event has a flag key" />
      ) : (
        <div class="tiles">
          {stats.slice(0, mostTiles).map((each) => (
            <ExperimentTile
              key={each.flag}
              stats={each}
              split={readSplit(route.search, each.flag)}
              isWhole={isWhole}
              colours={sandbox.colours}
              onSplit={(split) => {
                const usual = usualVariants(each.variants)
                const search = writeSplit(route.search, each.flag, { split, usual })
                replaceAddress(formatRoute('experiments', { search }))
              }}
            />
          ))}
        </div>
      )}
      {stats.length > mostTiles ? (
        <p class="sub">… and {String(stats.length - mostTiles)} more flags</p>
      ) : null}
    </div>
  )
}
