import { useRef } from 'preact/hooks'
import { countOf, shortText } from '@experiment-impressions/inspection'
import { isSpent, standingWords } from './fault-standing.js'
import type { FaultReport } from './faults-api.js'
import { faultWords } from './presets.js'

interface FaultListProps {
  readonly faults: readonly FaultReport[]
  readonly onRemove: (id: number) => void
  readonly onRemoveAll: () => void
}

/** The active faults: what each has hit, what keeps it from hitting, and a way to turn it off. */
export function FaultList({ faults, onRemove, onRemoveAll }: FaultListProps) {
  const title = useRef<HTMLHeadingElement>(null)
  return (
    <section class="card" aria-label="Active faults">
      <header>
        <h2 ref={title} class="label" tabIndex={-1}>
          Active faults
        </h2>
        <button type="button" class="button small" disabled={faults.length === 0} onClick={onRemoveAll}>
          Remove all
        </button>
      </header>
      {faults.length === 0 ? (
        <p class="body soft">No faults are active.</p>
      ) : (
        <ol class="faults-on">
          {faults.map((fault) => (
            <FaultItem
              key={fault.id}
              fault={fault}
              standing={standingWords(fault, faults)}
              onRemove={() => {
                // The button goes away with its fault.
                title.current?.focus()
                onRemove(fault.id)
              }}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

interface FaultItemProps {
  readonly fault: FaultReport
  readonly standing: string
  readonly onRemove: () => void
}

function FaultItem({ fault, standing, onRemove }: FaultItemProps) {
  const label = isSpent(fault) ? 'Remove' : 'Off'
  return (
    <li class={isSpent(fault) ? 'spent' : ''}>
      <span class="fault-number">{String(fault.id)}</span>
      <b>{shortText(faultWords(fault), 200)}</b>
      <button
        type="button"
        class="button small"
        aria-label={`${label}: fault ${String(fault.id)}`}
        onClick={onRemove}
      >
        {label}
      </button>
      <p class="soft">
        Hit {String(fault.hits)} of {countOf(fault.requests, 'request')}.
        {standing === '' ? '' : ` ${standing}`}
      </p>
    </li>
  )
}
