import { type EventRecord, type EventSummary, formatMoment } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import { IssuesCard } from './issues-card.js'
import { RawCard } from './raw-card.js'

interface CallDetailProps {
  readonly record: EventRecord
  readonly summary: EventSummary
}

/** A call that isn’t an experiment event: what it was probably meant to be, and the call as it came. */
export function CallDetail({ record, summary }: CallDetailProps) {
  const { name = 'A call without a name', userId, deviceId, path, time, isNearMiss } = summary
  const person = userId ?? deviceId
  return (
    <article class="event">
      <div class="event-head">
        <div class="names">
          <h2 class="title">
            <ShownText text={name} maxLength={200} />
          </h2>
          <p class="sub">
            {person === undefined ? 'No usable id' : <ShownText text={person} maxLength={48} cut="middle" />}
            {path === undefined ? null : (
              <>
                {' '}
                on <ShownText text={path} maxLength={100} />
              </>
            )}
            {time === undefined ? null : `, ${formatMoment(time) ?? ''}`}
          </p>
        </div>
      </div>
      <p class={`verdict ${isNearMiss ? 'wait' : 'quiet'}`}>
        {isNearMiss
          ? 'Not an experiment event, though it looks as if it was meant to be one. Nothing is sent.'
          : 'Not an experiment event. Nothing is sent.'}
      </p>
      <IssuesCard
        issues={record.issues.filter(({ code }) => code !== 'NOT_EXPERIMENT_EVENT')}
        isMappedOtherwise={false}
      />
      <RawCard title="The call" value={record.pre} />
    </article>
  )
}
