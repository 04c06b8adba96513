import { useState } from 'preact/hooks'
import { type EventRecord, compareSent, isOnlyOneSent, summarize } from '@experiment-impressions/inspection'
import { CallDetail } from './call-detail.js'
import { Tabs } from '../ui/tabs.js'
import { EventOutcome } from './event-outcome.js'
import { EventTitle } from './event-title.js'
import { nothingOpen } from './forms-table.js'
import { OmittedDetail } from './omitted-detail.js'
import { RawForms } from './raw-forms.js'

interface EventDetailProps {
  readonly record: EventRecord
  /** The sandbox’s origin; `undefined` without a sandbox. */
  readonly origin: string | undefined
}

const tabs = [
  { id: 'event', label: 'Event' },
  { id: 'raw', label: 'Raw' },
] as const

/** One event: what became of it, and both its forms; or all of it as JSON. Remembers what’s open when the event changes. */
export function EventDetail({ record, origin }: EventDetailProps) {
  const [tab, setTab] = useState<'event' | 'raw'>('event')
  const [open, setOpen] = useState(nothingOpen)
  if (record.omitted !== undefined) return <OmittedDetail record={record} omitted={record.omitted} />
  const summary = summarize(record)
  if (summary.kind === 'call') return <CallDetail record={record} summary={summary} />
  const differences = compareSent(record)
  return (
    <article class="event">
      <div class="event-head">
        <EventTitle record={record} summary={summary} />
        <Tabs label="Parts of the event" tabs={tabs} picked={tab} controls="event-part" onPick={setTab} />
      </div>
      <div id="event-part" role="tabpanel" aria-label={tab === 'raw' ? 'Raw' : 'Event'}>
        {tab === 'raw' ? (
          <RawForms record={record} isUsual={differences.length === 0 && !isOnlyOneSent(record)} />
        ) : (
          <EventOutcome
            record={record}
            differences={differences}
            origin={origin}
            open={open}
            onOpen={setOpen}
          />
        )}
      </div>
    </article>
  )
}
