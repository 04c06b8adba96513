import { createHash } from 'node:crypto'
import type { EventRecord } from './event-record.js'
import { createBoundedMap } from '../memory/bounded-map.js'
import { jsonBytes } from '../memory/json-bytes.js'

/** What is known of an event from the sandbox's own Amplitude. */
export type Evidence = Pick<EventRecord, 'storage' | 'userProperties'>

export interface EvidenceLog {
  /** Notes what Amplitude did with an uploaded event; gives the ids of the records that are known to be about it. */
  readonly note: (uploaded: unknown, evidence: Evidence) => readonly string[]
  /** Says that a record is about an event that was uploaded; gives what is known of it. */
  readonly link: (id: string, uploaded: unknown) => Evidence
}

interface Entry {
  readonly evidence: Evidence
  readonly ids: readonly string[]
}

const bound = { count: 20_000, bytes: 16_000_000 }

/** Records that are told of one uploaded event: a mapping may make the same of any number of them. */
const mostIds = 1000

const nothing: Evidence = { storage: null, userProperties: null }

/**
 * Brings together what Amplitude did with an upload's event and the record of that event. They have nothing in common but
 * the event itself: a mapping may leave out the insert id, or give every event the same one.
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
      // What was stored and then sent again is stored: Amplitude dropped only the repetition.
      if (entry.evidence.storage === 'stored') return []
      keep(key, { ...entry, evidence })
      return entry.ids
    },
    link(id, uploaded) {
      const key = keyOf(uploaded)
      const { evidence, ids } = entryAt(key)
      if (!ids.includes(id) && ids.length < mostIds) keep(key, { evidence, ids: [...ids, id] })
      return evidence
    },
  }
}
