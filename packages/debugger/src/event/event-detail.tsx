import { compareForms, formatTimeOfDay } from '@experiment-impressions/contract/inspection'
import type { EventRecord } from '../feed/event-record.js'
import { formatRoute } from '../page/route.js'
import { CopyButton } from '../page/copy-button.js'
import { toCorpusCase, toCurl, toJson } from './copy-texts.js'
import { DeliveryCard } from './delivery-card.js'
import { middleCut, shortText } from './short-text.js'
import { FormsTable } from './forms-table.js'
import { IssuesCard } from './issues-card.js'
import { RawForms } from './raw-forms.js'
import { summarize, type EventSummary } from './summarize.js'
import { UserPropertyCard } from './user-property-card.js'
import { verdictOf } from './verdict.js'

interface EventDetailProps {
  readonly record: EventRecord
  /** Where the sandbox is; `undefined` where there is none. */
  readonly origin: string | undefined
}

/** One event, the sentence first: what became of it, both forms, the user property, what is wrong, and every try. */
export function EventDetail({ record, origin }: EventDetailProps) {
  const { pre, post, issues } = record
  const isPasted = record.outcome === 'inspected'
  const summary = summarize(record)
  const rows = compareForms({ pre, post: post ?? undefined, issues })
  const { tone, sentence } = verdictOf(record)
  return (
    <article class="event">
      <h2 class="title">
        <bdi>{summary.flag === undefined ? 'no flag key' : shortText(summary.flag, 200)}</bdi> →{' '}
        {summary.variant === undefined ? 'no variant' : <bdi>{shortText(summary.variant, 200)}</bdi>}
      </h2>
      <p class="sub">
        <Person summary={summary} isLinked={!isPasted} />
        {summary.path === undefined ? null : (
          <>
            {' '}
            on <bdi>{shortText(summary.path, 100)}</bdi>
          </>
        )}
        {summary.time === undefined ? null : `, shown ${formatTimeOfDay(summary.time) ?? ''} UTC`}
      </p>
      {isPasted && post !== null ? null : <p class={`verdict ${tone}`}>{sentence}</p>}
      <IssuesCard issues={issues} />
      <section class="card">
        <header>
          <h3>The event, before and after</h3>
          <span class="acts">
            <CopyButton label="Copy JSON" text={() => toJson({ pre, post, issues })} />
            <CopyButton label="Copy curl" text={() => toCurl(pre, origin)} />
            <CopyButton label="Copy as case" text={() => toCorpusCase(pre)} />
          </span>
        </header>
        <FormsTable rows={rows} />
      </section>
      <UserPropertyCard record={record} />
      {isPasted ? null : <DeliveryCard record={record} />}
      <RawForms pre={pre} post={post} attempts={record.attempts} />
    </article>
  )
}

function Person({ summary, isLinked }: { readonly summary: EventSummary; readonly isLinked: boolean }) {
  const id = summary.userId ?? summary.deviceId
  if (id === undefined) return <>No usable id</>
  const shown = <bdi>{middleCut(id, 48)}</bdi>
  return isLinked ? <a href={formatRoute('people', { id })}>{shown}</a> : shown
}
