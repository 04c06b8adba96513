import { useMemo } from 'preact/hooks'
import { formatTimeOfDay } from '@experiment-impressions/inspection'
import { EventName } from '../event/event-name.js'
import { formatCount } from '../ui/format-number.js'
import type { Entry } from '../records/record-list.js'
import { formatRoute } from '../route/route.js'
import { countOutcomes } from './count-outcomes.js'

/** What the faults have cost: where all events are, and those that needed more than one try. */
export function OutcomesCard({ entries }: { readonly entries: readonly Entry[] }) {
  const { arrived, underWay, refused, retried } = useMemo(() => countOutcomes(entries), [entries])
  return (
    <section class="card" aria-label="What came of it">
      <header>
        <h2 class="label">What came of it</h2>
      </header>
      <dl class="figures">
        <div>
          <dt>In Amplitude</dt>
          <dd class="good">{formatCount(arrived)}</dd>
        </div>
        <div>
          <dt>Under way</dt>
          <dd class={underWay > 0 ? 'wait' : ''}>{formatCount(underWay)}</dd>
        </div>
        <div>
          <dt>Refused</dt>
          <dd class={refused > 0 ? 'bad' : ''}>{formatCount(refused)}</dd>
        </div>
      </dl>
      {retried.length === 0 ? (
        <p class="body soft tight">No event has needed a second try.</p>
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
