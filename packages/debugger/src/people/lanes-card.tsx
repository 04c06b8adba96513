import { useMemo } from 'preact/hooks'
import { formatTimeOfDay, shortText } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import type { Entry } from '../records/record-list.js'
import { seriesColour } from '../ui/variant-colours.js'
import type { VariantColours } from '../ui/variant-colours.js'
import { formatRoute } from '../route/route.js'
import { endsOf } from './ends-of.js'
import { compressedScale, lanesOf, type Lane, type Mark } from './lanes.js'
import { LanesLegend } from './lanes-legend.js'

interface LanesCardProps {
  readonly entries: readonly Entry[]
  readonly colours: VariantColours
}

/** One lane per flag: which variant the person had, and when. Each mark links to its event. */
export function LanesCard({ entries, colours }: LanesCardProps) {
  const lanes = useMemo(() => lanesOf(entries), [entries])
  const times = lanes.flatMap(({ marks }) => marks.map(({ time }) => time))
  const scale = useMemo(() => compressedScale(times), [lanes])
  if (lanes.length === 0) return null
  return (
    <section class="card">
      <header>
        <h3>Experiment user properties over time</h3>
        <span class="soft small">long gaps are shortened</span>
      </header>
      <div class="lanes">
        {lanes.map((lane) => (
          <LaneRow key={lane.flag} lane={lane} scale={scale} colours={colours} />
        ))}
        <p class="axis" aria-hidden="true">
          {endsOf(times).map((end) => (
            <span key={end}>{end}</span>
          ))}
        </p>
        <LanesLegend lanes={lanes} />
      </div>
    </section>
  )
}

/** The marks’ share of the lane’s width, in percent. The rest is for the last state, which continues. */
const marksWidth = 82

interface LaneRowProps {
  readonly lane: Lane
  readonly scale: (time: number) => number
  readonly colours: VariantColours
}

function LaneRow({ lane, scale, colours }: LaneRowProps) {
  const { flag, marks, variants } = lane
  const at = (mark: Mark | undefined): number => (mark === undefined ? 100 : scale(mark.time) * marksWidth)
  const states = marks.filter(({ change }) => change === 'set' || change === 'changed' || change === 'unset')
  return (
    <div class={`lane ${variants.length > 1 ? 'several' : ''}`}>
      <h4>
        <ShownText text={flag} maxLength={60} />
        {variants.length > 1 ? <span class="tag out">{String(variants.length)} variants</span> : null}
      </h4>
      <div class="track" aria-hidden="true">
        {states.map((mark, index) => {
          const from = at(mark)
          const variant = mark.change === 'unset' ? undefined : mark.variant
          return (
            <span
              key={mark.id}
              class={`state ${mark.change === 'unset' ? 'none' : ''}`}
              style={{
                left: `${String(from)}%`,
                width: `${String(Math.max(0.5, at(states[index + 1]) - from))}%`,
                borderColor: seriesColour(colours(flag, variant)),
              }}
            >
              {mark.change === 'unset' ? 'out' : <ShownText text={mark.variant ?? ''} maxLength={30} />}
            </span>
          )
        })}
      </div>
      <ol class="marks" aria-label={`Events of ${shortText(flag, 60)}`}>
        {marks.map((mark) => (
          <li key={mark.id} style={{ left: `${String(at(mark))}%` }}>
            <a
              class={`mark ${mark.change}`}
              href={formatRoute('stream', { id: mark.id })}
              title={words(mark)}
              aria-label={words(mark)}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

function words({ time, change, variant }: Mark): string {
  const what = {
    set: `set to ${shortText(variant ?? '', 60)}`,
    changed: `changed to ${shortText(variant ?? '', 60)}`,
    same: `${shortText(variant ?? '', 60)} again`,
    unset: 'unset',
    none: 'no user property',
    undelivered: `${shortText(variant ?? 'no variant', 60)}, not delivered`,
  }[change]
  return `${formatTimeOfDay(time) ?? ''} UTC: ${what}`
}
