import { createHash } from 'node:crypto'
import type { EventRecord } from '@experiment-impressions/inspection'
import { createBoundedMap } from '../memory/bounded-map.js'
import { jsonBytes } from '../memory/json-bytes.js'

/** What the sandbox's own Amplitude did with an event. */
export type Evidence = Pick<EventRecord, 'storage' | 'userProperties'>

export interface EvidenceLog {
  /** Notes what Amplitude did with an uploaded event. Returns the ids of the records linked to it. */
  readonly note: (uploaded: unknown, evidence: Evidence) => readonly string[]
  /** Links a record to an uploaded event. Returns what is known about the event. */
  readonly link: (id: string, uploaded: unknown) => Evidence
}

interface Entry {
  readonly evidence: Evidence
  readonly ids: readonly string[]
}

const bound = { count: 20_000, bytes: 16_000_000 }

/** Maximum records per uploaded event: a mapping may turn any number of events into the same one. */
const maxIds = 1000

const nothing: Evidence = { storage: null, userProperties: null }

/**
 * Matches what Amplitude did with an uploaded event to the record of that event. The uploaded event itself is the only link: a
 * mapping may leave out the insert id, or use the same one for every event.
 */
export function createEvidenceLog(): EvidenceLog {
  const entries = createBoundedMap<string, Entry>(bound)

  const keyOf = (uploaded: unknown): string =>
    createHash('sha1').update(JSON.stringify(uploaded)).digest('base64')
  const entryAt = (key: string): Entry => entries.get(key) ?? { evidence: nothing, ids: [] }
  const keep = (key: string, entry: Entry): void => {
    entries.put(key, entry, jsonBytes(entry) ?? 0)
  }

  return {
    note(uploaded, evidence) {
      const key = keyOf(uploaded)
      const entry = entryAt(key)
      // If a stored event is sent again, it stays stored: Amplitude only drops the repetition.
      if (entry.evidence.storage === 'stored') return []
      keep(key, { ...entry, evidence })
      return entry.ids
    },
    link(id, uploaded) {
      const key = keyOf(uploaded)
      const { evidence, ids } = entryAt(key)
      if (!ids.includes(id) && ids.length < maxIds) keep(key, { evidence, ids: [...ids, id] })
      return evidence
    },
  }
}
