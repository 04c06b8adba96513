import type { DeliverableEvent } from './deliverable-event.js'
import type { UploadLimits } from './endpoints.js'
import { utf8Bytes } from './utf8-bytes.js'

/** One event on its way: its place in the input, whose it is, and its JSON. */
export interface PlannedEvent {
  readonly index: number
  readonly person: number
  readonly event: DeliverableEvent
  readonly json: string
}

/**
 * Puts each person's events in the order of their time, so that the last state wins; an event without a time is
 * recorded on arrival and goes last, as does one whose time is not a number. People keep the places they have in the batch.
 */
export function orderByTime(events: readonly PlannedEvent[]): PlannedEvent[] {
  const byPerson = new Map<number, PlannedEvent[]>()
  for (const planned of events) {
    const own = byPerson.get(planned.person)
    if (own === undefined) byPerson.set(planned.person, [planned])
    else own.push(planned)
  }
  for (const own of byPerson.values()) own.sort((a, b) => timeOf(a) - timeOf(b)).reverse()
  return events.map(({ person }) => byPerson.get(person)?.pop() as PlannedEvent)
}

function timeOf({ event }: PlannedEvent): number {
  return Number.isFinite(event.time) ? (event.time as number) : Number.MAX_SAFE_INTEGER
}

/**
 * Cuts events into uploads that keep every limit, `envelopeBytes` being what the body holds besides the events. An
 * event that is too large by itself goes alone: it is Amplitude's to refuse it.
 */
export function planUploads(
  events: readonly PlannedEvent[],
  limits: UploadLimits,
  envelopeBytes: number,
): PlannedEvent[][] {
  const uploads: PlannedEvent[][] = []
  let current: PlannedEvent[] = []
  let bytes = envelopeBytes
  for (const planned of events) {
    const added = utf8Bytes(planned.json) + 1
    if (current.length > 0 && (current.length >= limits.events || bytes + added > limits.bytes)) {
      uploads.push(current)
      current = []
      bytes = envelopeBytes
    }
    current.push(planned)
    bytes += added
  }
  if (current.length > 0) uploads.push(current)
  return uploads
}
