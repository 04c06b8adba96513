import {
  addedFields,
  compareForms,
  compareSent,
  type EventRecord,
  type EventSummary,
  formatTimeOfDay,
  formOf,
  isOnlyOneSent,
  isToBeSent,
  isTransformedAtIngestion,
  summarize,
  verdictOf,
} from '@experiment-impressions/inspection'
import { formatRoute } from '../route/route.js'
import { CopyButton } from '../ui/copy-button.js'
import { toCorpusCase, toCurl, toJson, newMessageId } from './copy-texts.js'
import { DeliveryCard } from './delivery-card.js'
import { DifferencesCard } from './differences-card.js'
import { markDifferent, type ShownRow } from './form-rows.js'
import { OmittedDetail } from './omitted-detail.js'
import { ShownText } from '../ui/shown-text.js'
import { EventName } from './event-name.js'
import { FormsTable } from './forms-table.js'
import { IssuesCard } from './issues-card.js'
import { RawForms } from './raw-forms.js'
import { UserPropertyCard } from './user-property-card.js'

interface EventDetailProps {
  readonly record: EventRecord
  /** The sandbox’s origin; `undefined` without a sandbox. */
  readonly origin: string | undefined
}

/** One event: its outcome in a sentence, issues, both forms, the user property and every delivery attempt. */
export function EventDetail({ record, origin }: EventDetailProps) {
  if (record.omitted !== undefined) return <OmittedDetail record={record} omitted={record.omitted} />
  const { pre, issues } = record
  const isPasted = record.outcome === 'inspected'
  const summary = summarize(record)
  const form = formOf(record)
  const differences = compareSent(record)
  const different = new Set(differences.map(({ name }) => name))
  const rows: ShownRow[] = [
    ...markDifferent(compareForms({ pre, post: form ?? undefined, issues }), different),
    ...addedFields(form ?? {}).map((post) => ({ pre: undefined, post, kind: 'added' as const })),
  ]
  const { tone, sentence } = verdictOf(record)
  return (
    <article class="event">
      <h2 class="title">
        <EventName record={record} summary={summary} maxLength={200} />
      </h2>
      <p class="sub">
        <Person summary={summary} isLinked={!isPasted && form !== null && record.outcome !== 'rejected'} />
        {summary.path === undefined ? null : (
          <>
            {' '}
            on <ShownText text={summary.path} maxLength={100} />
          </>
        )}
        {summary.time === undefined ? null : `, shown ${formatTimeOfDay(summary.time) ?? ''} UTC`}
      </p>
      {isPasted && form !== null ? null : (
        <p class={`verdict ${tone}`}>
          <ShownText text={sentence} maxLength={1000} />
        </p>
      )}
      <IssuesCard issues={issues} isMappedOtherwise={hasOwnMapping(record)} />
      <DifferencesCard record={record} differences={differences} />
      <section class="card">
        <header>
          <h3>The event, before and after</h3>
          <span class="acts">
            <CopyButton label="Copy JSON" text={() => toJson({ pre, post: record.post ?? form, issues })} />
            <CopyButton
              label="Copy curl, new id"
              hint="A command that sends this as a new event with a new message id, because Segment drops ids that it has seen."
              text={() => toCurl(pre, origin, newMessageId())}
            />
            <CopyButton label="Copy as case" text={() => toCorpusCase(pre)} />
          </span>
        </header>
        <FormsTable rows={rows} postTitle={postTitle(record)} />
      </section>
      <UserPropertyCard record={record} />
      {isPasted ? null : <DeliveryCard record={record} />}
      <RawForms record={record} isUsual={differences.length === 0 && !isOnlyOneSent(record)} />
    </article>
  )
}

function hasOwnMapping({ subscription }: EventRecord): boolean {
  return subscription !== null && subscription.changed.length > 0
}

function postTitle(record: EventRecord): string {
  const { post } = record
  if (post !== null) return isTransformedAtIngestion(post) ? 'as Amplitude transforms it' : 'as sent'
  if (!isToBeSent(record)) return 'nothing was sent'
  if (record.expected === null) return 'nothing will be sent'
  return hasOwnMapping(record) ? 'as the default mapping sends it' : 'as it will be sent'
}

function Person({ summary, isLinked }: { readonly summary: EventSummary; readonly isLinked: boolean }) {
  const id = summary.userId ?? summary.deviceId
  if (id === undefined) return <>No usable id</>
  const shown = <ShownText text={id} maxLength={48} cut="middle" />
  return isLinked ? <a href={formatRoute('people', { id })}>{shown}</a> : shown
}
