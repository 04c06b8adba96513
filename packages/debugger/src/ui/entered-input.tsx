import { useState } from 'preact/hooks'

/** An amount is at least 0. */
const kinds = {
  amount: { type: 'number', min: '0', step: 'any' },
  name: { type: 'text', maxLength: 100 },
} as const

interface EnteredInputProps {
  readonly kind: keyof typeof kinds
  readonly label: string
  readonly class: string
  readonly value: string
  readonly onEnter: (input: HTMLInputElement) => void
}

/** A field whose value counts on Enter or blur. Re-rendering the page doesn’t disturb a draft. */
export function EnteredInput({ kind, label, class: className, value, onEnter }: EnteredInputProps) {
  const [draft, setDraft] = useState<string>()
  return (
    <input
      {...kinds[kind]}
      class={className}
      aria-label={label}
      value={draft ?? value}
      onInput={({ currentTarget }) => {
        setDraft(currentTarget.value)
      }}
      onChange={({ currentTarget }) => {
        setDraft(undefined)
        onEnter(currentTarget)
      }}
    />
  )
}
