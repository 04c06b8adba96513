import { formatTimeOfDay, type EventOutcome } from '@experiment-impressions/inspection'
import { EventName } from '../event/event-name.js'
import type { Entry } from '../records/record-list.js'
import { formatRoute } from '../route/route.js'
import { testShown } from './test-event.js'

const words: Readonly<Partial<Record<EventOutcome, string>>> = { pending: 'on its way', retry: 'retrying' }
const tones: Readonly<Partial<Record<EventOutcome, string>>> = { accepted: 'good', rejected: 'bad' }

/** An event that leads to the stream, its outcome, and the moments of its attempts. */
export function EventResult({ entry: { record, summary } }: { readonly entry: Entry }) {
  const { outcome } = summary
  return (
    <li>
      <a href={formatRoute('stream', { id: record.id })}>
        <EventName record={record} summary={summary} maxLength={60} />
      </a>
      <span class={tones[outcome] ?? 'wait'}>{words[outcome] ?? outcome}</span>
      <span class="soft">
        {record.attempts.map(({ at }) => formatTimeOfDay(at)?.slice(0, 10) ?? '').join(' · ')}
      </span>
    </li>
  )
}

/** A test event that has been sent, and isn’t among the sandbox’s events yet. */
export function FreshEvent({ id }: { readonly id: string }) {
  return (
    <li>
      <a href={formatRoute('stream', { id })}>
        <EventName record={{}} summary={testShown} maxLength={60} />
      </a>
      <span class="wait">sent</span>
    </li>
  )
}
