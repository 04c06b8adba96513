import { createHash } from 'node:crypto'
import type { EventRecord } from './event-record.js'
import { createRing } from './ring.js'

/** What is known of an event from the sandbox's own Amplitude. */
export type Evidence = Pick<EventRecord, 'storage' | 'userProperties'>

export interface EvidenceLog {
  /** Notes what Amplitude did with an uploaded event; gives the ids of the records that are known to be about it. */
  readonly note: (uploaded: unknown, evidence: Evidence) => readonly string[]
  /** Says that a record is about an event that was uploaded; gives what is known of it. */
  readonly link: (id: string, uploaded: unknown) => Evidence
}

const nothing: Evidence = { storage: null, userProperties: null }

/**
 * Brings together what Amplitude did with an upload's event and the record of that event. They have nothing in common but
 * the event itself: a mapping may leave out the insert id, or give every event the same one.
 */
export function createEvidenceLog(capacity = 10_000): EvidenceLog {
  const entries = new Map<string, { evidence: Evidence; readonly ids: Set<string> }>()
  const keys = createRing<string>(capacity)

  function entryOf(uploaded: unknown) {
    const key = createHash('sha1').update(JSON.stringify(uploaded)).digest('base64')
    const known = entries.get(key)
    if (known !== undefined) return known
    const entry = { evidence: nothing, ids: new Set<string>() }
    entries.set(key, entry)
    for (const gone of keys.add(key)) entries.delete(gone)
    return entry
  }

  return {
    note(uploaded, evidence) {
      const entry = entryOf(uploaded)
      // What was stored and then sent again is stored: Amplitude dropped only the repetition.
      if (entry.evidence.storage === 'stored') return []
      entry.evidence = evidence
      return [...entry.ids]
    },
    link(id, uploaded) {
      const entry = entryOf(uploaded)
      entry.ids.add(id)
      return entry.evidence
    },
  }
}
