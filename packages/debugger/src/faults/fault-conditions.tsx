import type { Fault } from './faults-api.js'
import { endpoints } from './presets.js'

/** The requests that a fault hits; all of them without conditions. */
export type Conditions = Pick<Fault, 'every' | 'times' | 'path'>

interface FaultConditionsProps {
  readonly value: Conditions
  readonly onChange: (value: Conditions) => void
}

/** Fields for a fault’s conditions. */
export function FaultConditions({ value, onChange }: FaultConditionsProps) {
  const number = (name: 'every' | 'times', label: string) => (
    <label>
      <span>{label}</span>
      <input
        class="input"
        type="number"
        min="1"
        placeholder={name === 'every' ? '1' : 'unlimited'}
        value={value[name] === undefined ? '' : String(value[name])}
        onInput={({ currentTarget }) => {
          const { [name]: _before, ...others } = value
          const next = currentTarget.valueAsNumber
          onChange(Number.isNaN(next) ? others : { ...others, [name]: next })
        }}
      />
    </label>
  )
  return (
    <>
      {number('every', 'Every nth request')}
      {number('times', 'Stop after (hits)')}
      <label>
        <span>Endpoint</span>
        <select
          class="input"
          value={value.path ?? ''}
          onChange={({ currentTarget }) => {
            const { path: _before, ...others } = value
            onChange(currentTarget.value === '' ? others : { ...others, path: currentTarget.value })
          }}
        >
          <option value="">all</option>
          {endpoints.map((endpoint) => (
            <option key={endpoint} value={endpoint}>
              {endpoint}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
