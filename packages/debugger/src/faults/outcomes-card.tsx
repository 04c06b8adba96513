import { useMemo } from 'preact/hooks'
import { formatCount } from '@experiment-impressions/inspection'
import type { Entry } from '../records/record-list.js'
import { countOutcomes } from './count-outcomes.js'
import { EventResult } from './event-result.js'

/** The events’ outcomes, and the events that needed more than one attempt. */
export function OutcomesCard({ entries }: { readonly entries: readonly Entry[] }) {
  const { accepted, inProgress, rejected, retried } = useMemo(() => countOutcomes(entries), [entries])
  return (
    <section class="card" aria-label="Results">
      <header>
        <h2 class="label">Results</h2>
      </header>
      <dl class="figures">
        <div>
          <dt>In Amplitude</dt>
          <dd class="good">{formatCount(accepted)}</dd>
        </div>
        <div>
          <dt>In progress</dt>
          <dd class={inProgress > 0 ? 'wait' : ''}>{formatCount(inProgress)}</dd>
        </div>
        <div>
          <dt>Rejected</dt>
          <dd class={rejected > 0 ? 'bad' : ''}>{formatCount(rejected)}</dd>
        </div>
      </dl>
      {retried.length === 0 ? (
        <p class="body soft tight">No event needed a second attempt.</p>
      ) : (
        <ul class="results">
          {retried.map((entry) => (
            <EventResult key={entry.record.id} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  )
}
