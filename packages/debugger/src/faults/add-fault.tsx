import { useState } from 'preact/hooks'
import { FaultConditions, type Conditions } from './fault-conditions.js'
import type { Fault } from './faults-api.js'
import { presets } from './presets.js'

/** The kinds of faults to add, under the conditions that are entered. */
export function AddFault({ onAdd }: { readonly onAdd: (fault: Fault) => void }) {
  const [conditions, setConditions] = useState<Conditions>({})
  return (
    <section class="card" aria-label="Add a fault">
      <header>
        <h2 class="label">Add a fault</h2>
      </header>
      <div class="body fault-conditions">
        <FaultConditions value={conditions} onChange={setConditions} />
      </div>
      <ul class="presets">
        {presets.map(({ key, label, words, fault }) => (
          <li key={key}>
            <button
              type="button"
              class="button"
              onClick={() => {
                onAdd({ ...fault, ...conditions })
              }}
            >
              {label}
            </button>
            <span class="soft">{words}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
