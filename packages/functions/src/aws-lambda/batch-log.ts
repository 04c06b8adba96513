import type { Fate } from './fate.js'

/** What is said of a batch, in lines of JSON: one with counts, and one for each reason why events weren't delivered. */
export interface BatchLog {
  /** Notes what became of one event, and the place of its record. */
  note(fate: Fate, place: string): void
  /** Writes the lines; `ms` is how long the batch took. */
  write(ms: number): void
}

interface Trouble {
  readonly message: string
  readonly code: string
  readonly reason: string
  count: number
  readonly records: string[]
}

/** Lines on reasons; events that differ in where they are wrong could bring thousands. */
const mostTroubles = 20

/** Places in a line, to look records up by. */
const mostPlaces = 10

/** A log of one batch; `verdict` says what becomes of an event with such a fate. */
export function createBatchLog(records: number, verdict: (fate: Fate) => string): BatchLog {
  const counts = { accepted: 0, skipped: 0, invalid: 0, retried: 0 }
  const troubles = new Map<string, Trouble>()

  function troubleOf(key: string, { message, code, reason }: Omit<Trouble, 'count' | 'records'>): Trouble {
    const known = troubles.get(key)
    if (known !== undefined) return known
    if (troubles.size >= mostTroubles && key !== others) return troubleOf(others, otherReasons)
    const trouble = { message, code, reason, count: 0, records: [] }
    troubles.set(key, trouble)
    return trouble
  }

  return {
    note(fate, place) {
      counts[fate.kind] += 1
      if (!('code' in fate)) return
      const { code, reason } = fate
      const trouble = troubleOf(`${code} ${reason}`, { message: verdict(fate), code, reason })
      trouble.count += 1
      if (trouble.records.length < mostPlaces && !trouble.records.includes(place)) trouble.records.push(place)
    },
    write(ms) {
      for (const trouble of troubles.values()) console.warn(JSON.stringify(trouble))
      const { accepted, skipped, invalid, retried } = counts
      const events = accepted + skipped + invalid + retried
      console.info(
        JSON.stringify({ message: 'Batch done.', records, events, accepted, skipped, invalid, retried, ms }),
      )
    },
  }
}

const others = 'others'

const otherReasons = {
  message: 'Not delivered, for further reasons.',
  code: 'OTHERS',
  reason: `More than ${String(mostTroubles)} reasons in one batch.`,
}
