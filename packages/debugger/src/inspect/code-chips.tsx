import { formatCount } from '@experiment-impressions/inspection'
import type { Inspected } from './inspect-text.js'
import type { CodeChoice } from './rows-by-code.js'

interface CodeChipsProps {
  readonly codes: Inspected['codes']
  readonly choice: CodeChoice
  readonly onChoice: (choice: CodeChoice) => void
}

/** A button for each issue of the input, which shows only the events with it, and one that sorts by issue. */
export function CodeChips({ codes, choice, onChoice }: CodeChipsProps) {
  return (
    <div class="codes" role="group" aria-label="Issues">
      {codes.map(([code, { severity, count }]) => (
        <button
          key={code}
          type="button"
          class={`button small code ${severity}`}
          aria-pressed={choice.code === code}
          onClick={() => {
            onChoice({ ...choice, code: choice.code === code ? undefined : code })
          }}
        >
          {code} <span class="count">{formatCount(count)}</span>
        </button>
      ))}
      <button
        type="button"
        class="button small"
        aria-pressed={choice.isSorted}
        onClick={() => {
          onChoice({ ...choice, isSorted: !choice.isSorted })
        }}
      >
        Sort by issue
      </button>
    </div>
  )
}
