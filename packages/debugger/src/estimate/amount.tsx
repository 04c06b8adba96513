import { EnteredInput } from '../ui/entered-input.js'

interface AmountProps {
  readonly label: string
  readonly value: number
  readonly range: readonly [least: number, most: number]
  readonly onChange: (value: number) => void
}

/** A number, typed or set with a slider. */
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

/** The position, 0 to 1000, of a number on a logarithmic slider. */
export function toSlider(value: number, least: number, most: number): number {
  const clamped = Math.min(most, Math.max(least, value))
  return Math.round((Math.log(clamped / least) / Math.log(most / least)) * 1000)
}

/** The number at a position, 0 to 1000, of a logarithmic slider, rounded to two digits. */
export function fromSlider(step: number, least: number, most: number): number {
  const exact = least * (most / least) ** (step / 1000)
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1)
  return Math.min(most, Math.max(least, Math.round(exact / digit) * digit))
}
