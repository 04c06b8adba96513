import { estimateImpressions, EstimateInputError, type Estimate } from '@experiment-impressions/estimate'
import { CopyButton } from '../ui/copy-button.js'
import { formatRoute, type Route } from '../route/route.js'
import { replaceAddress } from '../route/use-route.js'
import { EstimateInputs } from './estimate-inputs.js'
import { EstimateResult } from './estimate-result.js'
import { ResultBar } from './result-bar.js'
import { readState, toInput, writeState, type EstimateState } from './estimate-state.js'

/** Estimates a month’s impressions, and what targeting saves. All inputs are in the address. */
export function EstimateView({ route }: { readonly route: Route }) {
  const state = readState(route.search)
  const estimate = tryEstimate(state)
  const change = (next: EstimateState): void => {
    replaceAddress(formatRoute('estimate', { search: writeState(next) }))
  }
  return (
    <div class="page-body estimate">
      <header class="page-head">
        <h1>Estimate impressions</h1>
        <CopyButton label="Copy link" text={() => linkTo(state)} />
      </header>
      <div class="estimate-columns">
        <div class="estimate-inputs">
          <ResultBar estimate={estimate} quota={state.quota} />
          <EstimateInputs state={state} onChange={change} />
        </div>
        <div class="estimate-result">
          {typeof estimate === 'string' ? (
            <p class="verdict bad" role="alert">
              {estimate}
            </p>
          ) : (
            <EstimateResult state={state} estimate={estimate} />
          )}
        </div>
      </div>
    </div>
  )
}

function tryEstimate(state: EstimateState): Estimate | string {
  try {
    return estimateImpressions(toInput(state))
  } catch (error) {
    if (error instanceof EstimateInputError) return error.message
    throw error
  }
}

function linkTo(state: EstimateState): string {
  return new URL(formatRoute('estimate', { search: writeState(state) }), location.href).href
}
