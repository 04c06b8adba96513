import {
  type EventRecord,
  type EventSummary,
  formatTimeOfDay,
  formOf,
} from '@experiment-impressions/inspection'
import { formatRoute } from '../route/route.js'
import { ShownText } from '../ui/shown-text.js'
import { EventName } from './event-name.js'

interface EventTitleProps {
  readonly record: EventRecord
  readonly summary: EventSummary
}

/** Who was shown which variant, where and when. */
export function EventTitle({ record, summary }: EventTitleProps) {
  const { outcome } = record
  const isSomebody = outcome !== 'inspected' && outcome !== 'rejected' && formOf(record) !== null
  return (
    <div class="names">
      <h2 class="title">
        <EventName record={record} summary={summary} maxLength={200} />
      </h2>
      <p class="sub">
        <Person summary={summary} isLinked={isSomebody} />
        {summary.path === undefined ? null : (
          <>
            {' '}
            on <ShownText text={summary.path} maxLength={100} />
          </>
        )}
        {summary.time === undefined ? null : `, shown ${formatTimeOfDay(summary.time) ?? ''} UTC`}
      </p>
    </div>
  )
}

function Person({ summary, isLinked }: { readonly summary: EventSummary; readonly isLinked: boolean }) {
  const id = summary.userId ?? summary.deviceId
  if (id === undefined) return <>No usable id</>
  const shown = <ShownText text={id} maxLength={48} cut="middle" />
  return isLinked ? <a href={formatRoute('people', { id })}>{shown}</a> : shown
}
