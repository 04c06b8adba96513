import { shortText } from '@experiment-impressions/inspection'
import { formatShare } from '../ui/format-number.js'
import { EnteredInput } from '../ui/entered-input.js'
import type { Scope } from './estimate-state.js'

interface ScopeCardProps {
  readonly scope: Scope
  /** `undefined` removes the experiment. */
  readonly onChange: (scope: Scope | undefined) => void
}

const shares = [
  { name: 'pages', label: 'Pages it runs on', of: 'of page views' },
  { name: 'audience', label: 'Audience', of: 'of those visitors' },
  { name: 'rollout', label: 'Rollout', of: 'of the audience' },
] as const

/** One experiment: its name and targeting. */
export function ScopeCard({ scope, onChange }: ScopeCardProps) {
  const shownName = shortText(scope.name, 100)
  return (
    <section class="card" aria-label={`Experiment ${shownName}`}>
      <header>
        <EnteredInput
          kind="name"
          class="input scope-name"
          label="Experiment name"
          value={scope.name}
          onEnter={({ value: name }) => {
            onChange({ ...scope, name })
          }}
        />
        <button
          type="button"
          class="button small"
          aria-label={`Remove ${shownName}`}
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
              aria-label={`${label}, ${shownName}`}
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
