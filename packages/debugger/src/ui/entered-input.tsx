import { useState } from 'preact/hooks'

/** What can be typed: an amount of at least 0, or a name. */
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

/** A field that counts once it is entered. What is being typed stays, however often the page is drawn anew meanwhile. */
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
