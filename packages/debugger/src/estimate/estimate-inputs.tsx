import { formatShare } from '../event/format-number.js'
import { EnteredInput } from '../page/entered-input.js'
import type { EstimateState, Scope } from './estimate-state.js'
import { withScope } from './estimate-state.js'
import { fromSlider, toSlider } from './log-scale.js'

interface EstimateInputsProps {
  readonly state: EstimateState
  readonly onChange: (state: EstimateState) => void
}

/** The sliders. Each number can be typed as well. */
export function EstimateInputs({ state, onChange }: EstimateInputsProps) {
  const changeScope = (index: number, scope: Scope | undefined): void => {
    const scopes = state.scopes.flatMap((each, at) => (at === index ? (scope ?? []) : each))
    onChange({ ...state, scopes })
  }
  return (
    <div class="estimate-inputs">
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
            label="Page views of one user"
            value={state.pageViews}
            range={[1, 1000]}
            onChange={(pageViews) => {
              onChange({ ...state, pageViews })
            }}
          />
          <Amount
            label="Quota of impressions, 0 for none"
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
    </div>
  )
}

interface AmountProps {
  readonly label: string
  readonly value: number
  readonly range: readonly [least: number, most: number]
  readonly onChange: (value: number) => void
}

function Amount({ label, value, range: [least, most], onChange }: AmountProps) {
  return (
    <div class="field">
      <span aria-hidden="true">{label}</span>
      <EnteredInput
        kind="amount"
        class="input"
        label={label}
        value={String(value)}
        onEnter={({ valueAsNumber }) => {
          if (valueAsNumber >= 0) onChange(valueAsNumber)
        }}
      />
      <input
        type="range"
        min="0"
        max="1000"
        aria-label={`${label}, slider`}
        aria-valuetext={String(value)}
        value={String(toSlider(value, least, most))}
        onInput={({ currentTarget }) => {
          onChange(fromSlider(currentTarget.valueAsNumber, least, most))
        }}
      />
    </div>
  )
}

interface ScopeCardProps {
  readonly scope: Scope
  /** `undefined` takes the experiment away. */
  readonly onChange: (scope: Scope | undefined) => void
}

const shares = [
  { name: 'pages', label: 'Pages it is on', of: 'of page views' },
  { name: 'audience', label: 'Audience', of: 'of those visitors' },
  { name: 'rollout', label: 'Rollout', of: 'of the audience' },
] as const

function ScopeCard({ scope, onChange }: ScopeCardProps) {
  return (
    <section class="card" aria-label={`Experiment ${scope.name}`}>
      <header>
        <EnteredInput
          kind="name"
          class="input scope-name"
          label="Name of the experiment"
          value={scope.name}
          onEnter={({ value: name }) => {
            onChange({ ...scope, name })
          }}
        />
        <button
          type="button"
          class="button small"
          aria-label={`Remove ${scope.name}`}
          onClick={() => {
            onChange(undefined)
          }}
        >
          Remove
        </button>
      </header>
      <div class="body fields">
        {shares.map(({ name, label, of }) => (
          <div key={name} class="field">
            <span aria-hidden="true">{label}</span>
            <span class="value" aria-hidden="true">
              {formatShare(scope[name])} <span class="soft">{of}</span>
            </span>
            <input
              type="range"
              min="0"
              max="100"
              aria-label={`${label}, ${scope.name}`}
              aria-valuetext={`${formatShare(scope[name])} ${of}`}
              value={String(Math.round(scope[name] * 100))}
              onInput={({ currentTarget }) => {
                onChange({ ...scope, [name]: currentTarget.valueAsNumber / 100 })
              }}
            />
          </div>
        ))}
      </div>
    </section>
  )
}
