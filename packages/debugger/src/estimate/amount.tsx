import { EnteredInput } from '../ui/entered-input.js'
import { fromSlider, toSlider } from './log-scale.js'

interface AmountProps {
  readonly label: string
  readonly value: number
  readonly range: readonly [least: number, most: number]
  readonly onChange: (value: number) => void
}

/** A number that is typed or set by a slider. */
export function Amount({ label, value, range: [least, most], onChange }: AmountProps) {
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
