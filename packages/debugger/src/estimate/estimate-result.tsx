import type { Estimate, QuotaUse } from '@experiment-impressions/estimate'
import { countOf, formatCount } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import { formatShare } from '../ui/format-number.js'
import type { EstimateState } from './estimate-state.js'
import { MonthPlot } from './month-plot.js'

interface EstimateResultProps {
  readonly state: EstimateState
  readonly estimate: Estimate
}

/** Both figures side by side, what targeting saves, and the month against the quota. */
export function EstimateResult({ state, estimate }: EstimateResultProps) {
  const { upperBound, impressions, savings, quota } = estimate
  const withoutVariant = savings.audience + savings.rollout
  return (
    <>
      <div class="two-figures" role="status">
        <Figure
          label="Upper bound"
          figure={upperBound}
          words={
            quota === undefined
              ? 'Every experiment, on every page view, for everyone.'
              : quotaWords(quota.upperBound, upperBound, state.quota)
          }
          isOver={quota !== undefined && quota.upperBound.over > 0}
        />
        <Figure
          label="After targeting"
          figure={impressions}
          words={
            quota === undefined
              ? `${formatShare(upperBound === 0 ? 0 : impressions / upperBound)} of the upper bound.`
              : quotaWords(quota.impressions, impressions, state.quota)
          }
          isOver={quota !== undefined && quota.impressions.over > 0}
        />
      </div>
      <p class="soft formula">
        {countOf(state.users, 'tracked user')} × {countOf(state.scopes.length, 'experiment')} ×{' '}
        {countOf(state.pageViews, 'page view')} = {formatCount(upperBound)}
      </p>
      <section class="card">
        <header>
          <h2 class="label">The month</h2>
        </header>
        <MonthPlot upperBound={upperBound} impressions={impressions} quota={state.quota} />
      </section>
      <section class="card">
        <header>
          <h2 class="label">What targeting saves</h2>
        </header>
        <SavingsTable estimate={estimate} />
      </section>
      <p class="soft">
        Assumes one impression per page view and experiment, and even traffic over the month.
        {withoutVariant > 0
          ? ` Visitors outside the audience or the rollout send an event without a variant: ${formatCount(withoutVariant)} a month, not counted here. Amplitude doesn’t document whether it bills them.`
          : ''}
      </p>
    </>
  )
}

/** Says when the quota runs out. */
export function quotaWords({ runsOut, over }: QuotaUse, impressions: number, quota: number): string {
  if (runsOut === 'never')
    return `The quota lasts; ${formatShare(impressions / quota)} of it is used by the end of the month.`
  return `The quota runs out on day ${String(runsOut.day)} of 30, ${formatShare(runsOut.shareOfMonth)} into the month: ${formatCount(over)} impressions over the quota.`
}

interface FigureProps {
  readonly label: string
  readonly figure: number
  readonly words: string
  readonly isOver: boolean
}

function Figure({ label, figure, words, isOver }: FigureProps) {
  return (
    <div class="card figure">
      <h2>{label}</h2>
      <p class="big">{formatCount(figure)}</p>
      <p class="soft">impressions a month</p>
      <p class={isOver ? 'bad' : 'soft'}>{words}</p>
    </div>
  )
}

function SavingsTable({ estimate: { experiments, ...total } }: { readonly estimate: Estimate }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="What targeting saves">
      <table class="savings">
        <thead>
          <tr>
            <th scope="col">Experiment</th>
            {['Upper bound', 'Pages', 'Audience', 'Rollout', 'Impressions'].map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {experiments.map((each) => (
            <SavingsRow key={each.name} {...each} />
          ))}
        </tbody>
        <tfoot>
          <SavingsRow name="Total" {...total} />
        </tfoot>
      </table>
    </div>
  )
}

function SavingsRow({
  name,
  upperBound,
  savings,
  impressions,
}: Pick<Estimate, 'upperBound' | 'savings' | 'impressions'> & { readonly name: string }) {
  return (
    <tr>
      <th scope="row">
        <ShownText text={name} maxLength={60} />
      </th>
      <td class="number">{formatCount(upperBound)}</td>
      {[savings.pages, savings.audience, savings.rollout].map((saved, index) => (
        <td key={index} class={`number ${saved === 0 ? 'soft' : 'good'}`}>
          {saved === 0 ? '·' : `−${formatCount(saved)}`}
        </td>
      ))}
      <td class="number">{formatCount(impressions)}</td>
    </tr>
  )
}
