import type { Delivered } from '@experiment-impressions/destination/portable'
import { createDeadline } from '../deadline.js'
import { deliverSegmentEvents } from '../deliver-segment-events.js'
import { isExperimentEvent } from '../is-experiment-event.js'
import { readSettings } from '../read-settings.js'
import type { Fetch } from '../upload-by-fetch.js'

declare const fetch: Fetch

/** Segment ends a function after 5 s, and then nobody knows what was accepted. In ms. */
const deadlineMs = 4000

/** What Segment does with one event of a batch: 400 is discarded, 500 sent again (docs, "Handling batching errors"). */
export interface EventStatus {
  readonly status: 200 | 400 | 500
  readonly errormessage?: string
}

/** Delivers an experiment event; any other is passed over without a word. */
export async function onTrack(event: unknown, settings: unknown): Promise<void> {
  const [answer] = await onBatch([event], settings)
  const { status, errormessage } = answer as EventStatus
  if (status === 400) throw new ValidationError(errormessage)
  if (status === 500) throw new RetryError(errormessage)
}

/** Delivers the experiment events of a batch, in as few uploads as Amplitude's limits allow; one answer for each event. */
export async function onBatch(events: readonly unknown[], settings: unknown): Promise<EventStatus[]> {
  const read = readSettings(settings)
  if (!read.ok)
    return events.map((event) => (isExperimentEvent(event) ? discarded(read.reason) : { status: 200 }))
  const delivered = await deliverSegmentEvents(events, {
    settings: read.value,
    fetch,
    deadline: createDeadline(deadlineMs),
  })
  return delivered.map(toStatus)
}

function toStatus(delivered: Delivered): EventStatus {
  if (delivered.kind === 'accepted' || delivered.kind === 'skip') return { status: 200 }
  if (delivered.kind === 'refuse') return discarded(delivered.reason)
  const { outcome, cause, reason } = delivered.failure
  if (outcome === 'retry') return { status: 500, errormessage: `${reason} Segment sends the event again.` }
  return discarded(
    cause === 'credentials'
      ? `${reason} Check the settings apiKey and endpoint of this function.`
      : `${reason} Segment doesn’t send the event again.`,
  )
}

function discarded(errormessage: string): EventStatus {
  return { status: 400, errormessage }
}

/** Events of other types are none of its business. Without a handler Segment would list each as “Unsupported Event Type”. */
export function passOver(): Promise<void> {
  return Promise.resolve()
}
