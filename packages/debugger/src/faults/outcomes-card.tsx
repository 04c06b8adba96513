import { useMemo } from 'preact/hooks'
import { formatCount, formatTimeOfDay } from '@experiment-impressions/inspection'
import { EventName } from '../event/event-name.js'
import type { Entry } from '../records/record-list.js'
import { formatRoute } from '../route/route.js'
import { countOutcomes } from './count-outcomes.js'

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
        <ul class="faults-on">
          {retried.map(({ record, summary }) => (
            <li key={record.id}>
              <a href={formatRoute('stream', { id: record.id })}>
                <EventName record={record} summary={summary} maxLength={60} />
              </a>
              <span
                class={
                  summary.outcome === 'accepted' ? 'good' : summary.outcome === 'rejected' ? 'bad' : 'wait'
                }
              >
                {summary.outcome}
              </span>
              <span class="soft">
                {record.attempts.map(({ at }) => formatTimeOfDay(at)?.slice(0, 10) ?? '').join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
