import type { Delivered } from '@experiment-impressions/destination/portable'
import { createDeadline } from '../deadline.js'
import { deliverSegmentEvents } from '../deliver-segment-events.js'
import { isExperimentEvent } from '../is-experiment-event.js'
import { readSettings } from '../read-settings.js'
import type { Fetch } from '../upload-by-fetch.js'

declare const fetch: Fetch

/** In ms. Segment ends a function after 5 s, and then nobody knows which events Amplitude accepted. */
const deadlineMs = 4000

/** The answer for one event of a batch. Segment discards a 400 and retries a 500 (docs, "Handling batching errors"). */
export interface EventStatus {
  readonly status: 200 | 400 | 500
  readonly errormessage?: string
}

/** Delivers an experiment event. Ignores any other event. */
export async function onTrack(event: unknown, settings: unknown): Promise<void> {
  const [answer] = await onBatch([event], settings)
  const { status, errormessage } = answer as EventStatus
  if (status === 400) throw new ValidationError(errormessage)
  if (status === 500) throw new RetryError(errormessage)
}

/** Delivers the experiment events of a batch in as few uploads as Amplitude's limits allow. Returns one answer per event. */
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
  const { kind, cause, reason } = delivered
  if (kind === 'retry') return { status: 500, errormessage: `${reason} Segment sends the event again.` }
  return discarded(
    cause === 'credentials'
      ? `${reason} Check the settings apiKey and endpoint of this function.`
      : `${reason} Segment doesn’t send the event again.`,
  )
}

function discarded(errormessage: string): EventStatus {
  return { status: 400, errormessage }
}

/** Ignores events of other types. Without a handler, Segment would list each as “Unsupported Event Type”. */
export function ignore(): Promise<void> {
  return Promise.resolve()
}
