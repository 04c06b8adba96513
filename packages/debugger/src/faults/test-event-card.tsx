import { useMemo, useState } from 'preact/hooks'
import type { Entry } from '../records/record-list.js'
import { sendTrack } from './faults-api.js'
import { EventResult, FreshEvent } from './event-result.js'
import { testEvent, testEventsIn } from './test-event.js'

interface TestEventCardProps {
  readonly entries: readonly Entry[]
  readonly attempt: (work: () => Promise<void>) => void
}

const mostShown = 3

/** Sends events of its own, and shows what becomes of the latest. */
export function TestEventCard({ entries, attempt }: TestEventCardProps) {
  const [sent, setSent] = useState<readonly string[]>([])
  const arrived = useMemo(() => testEventsIn(entries), [entries])
  const known = new Set(arrived.map(({ record }) => record.id))
  const fresh = sent.filter((id) => !known.has(id)).slice(0, mostShown)
  const send = async (): Promise<void> => {
    const event = testEvent(Date.now())
    await sendTrack(event)
    setSent((before) => [event.messageId, ...before])
  }
  return (
    <section class="card" aria-label="Test event">
      <header>
        <h2 class="label">Test event</h2>
        <button
          type="button"
          class="button small"
          onClick={() => {
            attempt(send)
          }}
        >
          Send a test event
        </button>
      </header>
      <div aria-live="polite">
        {fresh.length + arrived.length === 0 ? (
          <p class="body soft">
            One impression through Segment to Amplitude, to see what the faults do to it.
          </p>
        ) : (
          <ul class="results">
            {fresh.map((id) => (
              <FreshEvent key={id} id={id} />
            ))}
            {arrived.slice(0, mostShown - fresh.length).map((entry) => (
              <EventResult key={entry.record.id} entry={entry} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
