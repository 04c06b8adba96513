import { Amount } from './amount.js'
import type { EstimateState, Scope } from './estimate-state.js'
import { withScope } from './estimate-state.js'
import { ScopeCard } from './scope-card.js'

interface EstimateInputsProps {
  readonly state: EstimateState
  readonly onChange: (state: EstimateState) => void
}

/** The sliders. Every number can also be typed. */
export function EstimateInputs({ state, onChange }: EstimateInputsProps) {
  const changeScope = (index: number, scope: Scope | undefined): void => {
    const scopes = state.scopes.flatMap((each, at) => (at === index ? (scope ?? []) : each))
    onChange({ ...state, scopes })
  }
  return (
    <>
      <section class="card" aria-label="The month">
        <header>
          <h2 class="label">The month</h2>
        </header>
        <div class="body fields">
          <Amount
            label="Tracked users"
            value={state.users}
            range={[100, 100_000_000]}
            onChange={(users) => {
              onChange({ ...state, users: Math.round(users) })
            }}
          />
          <Amount
            label="Page views per user"
            value={state.pageViews}
            range={[1, 1000]}
            onChange={(pageViews) => {
              onChange({ ...state, pageViews })
            }}
          />
          <Amount
            label="Impression quota (0 for none)"
            value={state.quota}
            range={[1000, 10_000_000_000]}
            onChange={(quota) => {
              onChange({ ...state, quota: Math.round(quota) })
            }}
          />
        </div>
      </section>
      {state.scopes.map((scope, index) => (
        <ScopeCard
          key={index}
          scope={scope}
          onChange={(next) => {
            changeScope(index, next)
          }}
        />
      ))}
      <button
        type="button"
        class="button"
        disabled={state.scopes.length >= 50}
        onClick={() => {
          onChange(withScope(state))
        }}
      >
        Add an experiment
      </button>
    </>
  )
}
