import { useMemo } from 'preact/hooks'
import { countOf, formatMoment, shortText } from '@experiment-impressions/inspection'
import type { ExperimentStats } from './experiment-stats.js'
import { seriesColour } from '../ui/variant-colours.js'
import { timeBuckets, widthWords, type Bucket } from './time-buckets.js'
import type { VariantColours } from '../ui/variant-colours.js'

const withoutVariant = ' no variant'

interface TimePlotProps {
  readonly stats: ExperimentStats
  readonly colours: VariantColours
}

/** Impressions over time: one column per interval, stacked by variant. */
export function TimePlot({ stats: { moments, variants, flag }, colours }: TimePlotProps) {
  const { width, buckets } = useMemo(
    () => timeBuckets(moments.map(({ time, variant }) => ({ time, name: variant ?? withoutVariant }))),
    [moments],
  )
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (first === undefined || last === undefined) return null
  const series = [
    ...variants.map(({ variant }) => ({ name: variant, colour: colours(flag, variant) })),
    { name: withoutVariant, colour: colours(flag, undefined) },
  ]
  const isShort = last.from - first.from < 60_000
  const [start, end] = [momentOf(first.from, isShort), momentOf(last.from, isShort)]
  const highest = Math.max(...buckets.map(({ total }) => total))
  const summary = `${countOf(moments.length, 'impression')} of ${shortText(flag, 80)} from ${start} to ${end}, with a peak of ${String(highest)} in ${widthWords(width)}`
  return (
    <figure class="plot">
      <svg
        viewBox={`0 0 ${String(buckets.length * 10)} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        {buckets.map((bucket, index) => (
          <Column key={bucket.from} bucket={bucket} x={index * 10} series={series} highest={highest} />
        ))}
      </svg>
      <figcaption>
        <span>{start.replace(' UTC', '')}</span>
        <span>
          peak: {String(highest)} in {widthWords(width)}
        </span>
        <span>{start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}</span>
      </figcaption>
    </figure>
  )
}

interface ColumnProps {
  readonly bucket: Bucket
  readonly x: number
  readonly series: readonly { readonly name: string; readonly colour: number }[]
  readonly highest: number
}

function Column({ bucket, x, series, highest }: ColumnProps) {
  let top = 100
  return (
    <>
      {series.map(({ name, colour }) => {
        const height = ((bucket.counts.get(name) ?? 0) / highest) * 100
        if (height === 0) return null
        top -= height
        return (
          <rect
            key={name}
            x={x + 0.75}
            y={top}
            width={8.5}
            height={height}
            style={{ fill: seriesColour(colour) }}
          />
        )
      })}
    </>
  )
}

/** A moment, to the second or to the minute. */
function momentOf(ms: number, hasSeconds: boolean): string {
  return formatMoment(ms)?.replace(hasSeconds ? /\.\d+ UTC$/ : /:\d\d\.\d+ UTC$/, ' UTC') ?? ''
}
