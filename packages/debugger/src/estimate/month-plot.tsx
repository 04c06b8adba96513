import { formatCount } from '@experiment-impressions/inspection'

interface MonthPlotProps {
  readonly upperBound: number
  readonly impressions: number
  /** 0 for none. */
  readonly quota: number
}

const short = new Intl.NumberFormat('en-US', { notation: 'compact' })

/** The running total of both figures over the month, against the quota. */
export function MonthPlot({ upperBound, impressions, quota }: MonthPlotProps) {
  const top = Math.max(upperBound, impressions, quota, 1) * 1.12
  const y = (value: number): number => 100 - (value / top) * 100
  const ticks = ticksUpTo(top)
  const label = `Running total over 30 days: the upper bound reaches ${formatCount(upperBound)}, after targeting ${formatCount(impressions)}${quota > 0 ? `; the quota is ${formatCount(quota)}` : ''}.`
  return (
    <figure class="month">
      <div class="month-plot">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
          {ticks.map((tick) => (
            <line key={tick} class="grid" x1="0" x2="100" y1={y(tick)} y2={y(tick)} />
          ))}
          <path class="area" d={`M0 100 L100 ${String(y(impressions))} L100 100 Z`} />
          <line class="upper" x1="0" y1="100" x2="100" y2={y(upperBound)} />
          <line class="targeted" x1="0" y1="100" x2="100" y2={y(impressions)} />
          {quota > 0 ? <line class="quota" x1="0" x2="100" y1={y(quota)} y2={y(quota)} /> : null}
        </svg>
        {ticks.map((tick) => (
          <span key={tick} class="tick" style={{ top: `${String(y(tick))}%` }} aria-hidden="true">
            {short.format(tick)}
          </span>
        ))}
        {quota > 0 ? (
          <span class="quota-label" style={{ top: `${String(y(quota))}%` }}>
            quota {formatCount(quota)}
          </span>
        ) : null}
      </div>
      <p class="axis" aria-hidden="true">
        <span>day 1</span>
        <span>10</span>
        <span>20</span>
        <span>30</span>
      </p>
      <figcaption>
        <span class="key-line upper">upper bound</span>
        <span class="key-line targeted">after targeting</span>
        {quota > 0 ? <span class="key-line quota">quota</span> : null}
      </figcaption>
    </figure>
  )
}

/** At most six multiples of 1, 2 or 5 times a power of ten, above 0 and up to `top`. */
export function ticksUpTo(top: number): number[] {
  const power = 10 ** Math.floor(Math.log10(top / 6))
  const step = power * ([1, 2, 5, 10].find((times) => top / (power * times) <= 6) ?? 10)
  return Array.from({ length: Math.floor(top / step) }, (_, index) => step * (index + 1))
}
