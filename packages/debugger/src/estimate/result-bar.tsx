import type { Estimate, QuotaUse } from '@experiment-impressions/estimate'
import { formatCount } from '@experiment-impressions/inspection'
import { formatShare } from '../ui/format-number.js'

interface ResultBarProps {
  /** A text if there is none: the reason. */
  readonly estimate: Estimate | string
  /** 0 for none. */
  readonly quota: number
}

/**
 * The result in short, which stays in view above the inputs where both are in one column. Screen readers have the result itself,
 * which announces its changes.
 */
export function ResultBar({ estimate, quota }: ResultBarProps) {
  return (
    <div class="result-bar" aria-hidden="true">
      {typeof estimate === 'string' ? (
        <p class="bad">{estimate}</p>
      ) : (
        <>
          <Short
            label="Upper bound"
            figure={estimate.upperBound}
            quota={quota}
            use={estimate.quota?.upperBound}
          />
          <Short
            label="After targeting"
            figure={estimate.impressions}
            quota={quota}
            use={estimate.quota?.impressions}
          />
        </>
      )}
    </div>
  )
}

interface ShortProps {
  readonly label: string
  readonly figure: number
  readonly quota: number
  readonly use: QuotaUse | undefined
}

function Short({ label, figure, quota, use }: ShortProps) {
  return (
    <div>
      <p class="soft">{label}</p>
      <p class="big">{formatCount(figure)}</p>
      {use === undefined ? null : use.runsOut === 'never' ? (
        <p class="soft note">{formatShare(figure / quota)} of the quota</p>
      ) : (
        <p class="bad note">quota out on day {String(use.runsOut.day)}</p>
      )}
    </div>
  )
}
