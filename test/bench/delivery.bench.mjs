/** Measures the planning of uploads: delivers many events in one call, with an immediate answer to each upload. */
import { deliver } from '@experiment-impressions/delivery'

const count = 100_000

export async function benchDelivery() {
  const apart = await delivery((n) => ({ user_id: `user-${n}`, device_id: `device-${n}` }))
  // First every other pair of ids, then the events that join the pairs: the most expensive chain to follow.
  const half = count / 2
  const chain = await delivery((n) =>
    n < half
      ? { user_id: `user-${n}`, device_id: `device-${n}` }
      : { user_id: `user-${n - half}`, device_id: `device-${n - half + 1}` },
  )
  return [
    {
      what: `delivery of ${count.toLocaleString('en-US')} events of people who share devices in one chain, against as many who share none`,
      figure: `${(chain / apart).toFixed(1)} ×`,
      goal: '≤ 3 ×',
      holds: chain <= 3 * apart,
      beside: `${chain.toFixed(0)} ms`,
    },
  ]
}

/** The ms of one delivery, after a warm-up. */
async function delivery(idsOf) {
  const events = Array.from({ length: count }, (_, n) => ({
    event_type: '[Experiment] Impression',
    time: 1_795_406_549_000 + n,
    ...idsOf(n),
  }))
  let ms = 0
  for (let round = 0; round < 2; round += 1) {
    const started = performance.now()
    const outcomes = await deliver(events, { apiKey: 'bench', api: 'batch', send: accept })
    ms = performance.now() - started
    if (!outcomes.every(({ outcome }) => outcome === 'accepted')) throw new Error('not all accepted')
  }
  return ms
}

const accept = () => Promise.resolve({ status: 200, body: { code: 200 } })
