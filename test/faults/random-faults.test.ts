import { deliver, uploadLimits, type Outcome } from '@experiment-impressions/delivery'
import { randomBatch, type Batch, type BatchEvent } from './helpers/batches.js'
import { createFaultyAmplitude, narrowEvents, type FaultyAmplitude } from './helpers/faulty-amplitude.js'
import { createRandom } from './helpers/random.js'

const batches = 2000

/** Delivers as a host does: repeats `retry` events after the requested wait. */
async function deliverAll(batch: Batch, amplitude: FaultyAmplitude, random: ReturnType<typeof createRandom>) {
  const { api, events } = batch
  const final = new Map<number, Outcome>()
  let left = events.map((_, index) => index)
  for (let attempt = 0; left.length > 0 && attempt < 40; attempt += 1) {
    // The faults end eventually, and then every event must arrive.
    amplitude.recover(attempt < 8 ? 0.4 : 0)
    const abortAfter = random.chance(0.1) && attempt < 8 ? random.below(5) : Infinity
    const outcomes = await deliver(
      left.map((index) => events[index] as BatchEvent),
      {
        api,
        apiKey: 'key',
        send: amplitude.send,
        signal: {
          get aborted() {
            return amplitude.counts.requests >= abortAfter
          },
        },
      },
    )
    expect(outcomes).toHaveLength(left.length)
    expect(amplitude.counts.requests).toBeLessThanOrEqual(
      mostRequests(
        left.map((index) => events[index] as BatchEvent),
        outcomes,
        { api, ...amplitude.counts },
      ),
    )
    // A delivery doesn't repeat the events of people who must wait.
    expect(amplitude.counts.impatient).toBe(0)
    outcomes.forEach((outcome, place) => {
      const index = left[place] as number
      if (outcome.outcome !== 'retry') final.set(index, outcome)
    })
    left = left.filter((index) => !final.has(index))
    const waits = outcomes.map((outcome) => ('waitMs' in outcome ? outcome.waitMs : 1000))
    amplitude.passMs(Math.max(1000, ...waits))
  }
  return { final, left }
}

/** (k + 1) · (1 + ⌈log₂ n⌉) requests for k searches, and another one before an event is blamed for a 403. */
function mostRequests(
  events: readonly BatchEvent[],
  outcomes: readonly Outcome[],
  { api, misleading, narrow }: { api: Batch['api']; misleading: number; narrow: boolean },
): number {
  const limits = uploadLimits[api]
  const bytes = Buffer.byteLength(JSON.stringify(events))
  const uploads = 1 + Math.ceil((2 * bytes) / limits.bytes) + Math.ceil((2 * events.length) / limits.events)
  const perSearch = 2 + Math.ceil(Math.log2(events.length))
  const reasons = misleading + outcomes.filter(({ outcome }) => outcome === 'rejected').length
  const portions = narrow ? (reasons + 1) * (4 * Math.ceil(events.length / narrowEvents) + perSearch) : 0
  return uploads * perSearch + (reasons + 1) * perSearch + portions
}

function keyOf({ insert_id, device_id }: BatchEvent): string {
  return `${insert_id} ${device_id ?? ''}`
}

/** The events that were stored after a later event of the same user or device. */
function misplacedBy(field: 'user_id' | 'device_id', stored: readonly BatchEvent[]): BatchEvent[] {
  const latest = new Map<string, number>()
  return stored.filter((event) => {
    const { [field]: id, time = 0 } = event
    if (id === undefined) return false
    const before = latest.get(id) ?? 0
    latest.set(id, Math.max(before, time))
    return time < before
  })
}

describe(deliver, () => {
  it('neither loses, duplicates nor mixes up events, whatever fails on the way', async () => {
    const random = createRandom(20_260_823)
    let accepted = 0
    let rejected = 0
    for (let number = 0; number < batches; number += 1) {
      const batch = randomBatch(random, `batch-${String(number)}`)
      const amplitude = createFaultyAmplitude(batch.api, random)
      const { final, left } = await deliverAll(batch, amplitude, random)

      // After the faults, every valid event is accepted and every other is rejected.
      expect(left).toStrictEqual([])
      expect(batch.events.map((_, index) => final.get(index)?.outcome)).toStrictEqual(
        batch.events.map((event) => (batch.isBad(event) ? 'rejected' : 'accepted')),
      )
      const taken = batch.events.filter((_, index) => final.get(index)?.outcome === 'accepted')
      const stored = amplitude.stored.map(keyOf)
      expect(new Set(stored).size).toBe(stored.length)
      expect([...stored].sort()).toStrictEqual([...new Set(taken.map(keyOf))].sort())
      expect(misplacedBy('user_id', amplitude.stored)).toStrictEqual([])
      expect(misplacedBy('device_id', amplitude.stored)).toStrictEqual([])
      accepted += taken.length
      rejected += batch.events.length - taken.length
    }
    // The batches contain both kinds.
    expect(accepted).toBeGreaterThan(10 * batches)
    expect(rejected).toBeGreaterThan(batches)
  }, 120_000)
})
