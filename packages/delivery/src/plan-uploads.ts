import type { DeliverableEvent } from './deliverable-event.js'
import { uploadBody, type UploadEnvelope } from './upload-body.js'
import type { UploadLimits } from './upload-limits.js'

/** An event to send: its index in the input, the person it belongs to, and its JSON. */
export interface PlannedEvent {
  readonly index: number
  readonly person: number
  readonly event: DeliverableEvent
  readonly json: string
}

/**
 * Sorts each person's events by time, so that the last state wins. Events whose time is missing or isn't a number go last,
 * because Amplitude records them when they arrive. Each person keeps their places in the batch.
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

interface PlanOptions {
  readonly limits: UploadLimits
  readonly envelope: UploadEnvelope
}

/**
 * Splits events into uploads within the limits. An event that exceeds them on its own gets its own upload, and Amplitude decides
 * whether to refuse it.
 */
export function planUploads(
  events: readonly PlannedEvent[],
  { limits, envelope }: PlanOptions,
): PlannedEvent[][] {
  const envelopeBytes = utf8Bytes(uploadBody(envelope, []))
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

/** The length of a string in UTF-8 bytes. Counted by hand, because bare isolates have no `TextEncoder`. */
function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    // A surrogate pair is two units and four bytes, so each unit counts as two bytes.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2
  }
  return bytes
}
