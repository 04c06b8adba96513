/** Measures whether memory stays flat over a million events, in another process with `--expose-gc`. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createDestination } from '@experiment-impressions/destination'
import { eventAt } from './events.mjs'

const million = 1_000_000
const size = 1000

export async function benchMemory() {
  const child = fork(fileURLToPath(import.meta.url), ['measure'], { execArgv: ['--expose-gc'] })
  const [early, late] = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`the measuring process ended with ${code}`)))
  })
  const growth = late / early
  return [
    {
      what: 'heap after a million events, against that after the first hundred thousand',
      figure: `${growth.toFixed(2)} ×`,
      goal: '≤ 1.1 ×',
      holds: growth <= 1.1,
      beside: `${(late / 1e6).toFixed(1)} MB`,
    },
  ]
}

if (process.argv[2] === 'measure') {
  const { trackImpression } = createDestination().actions
  const settings = { apiKey: 'bench', secretKey: 'bench', endpoint: 'north_america' }
  const request = () => Promise.resolve({ status: 200, data: { code: 200 } })
  const heap = []
  for (let start = 0; start < million; start += size) {
    const rawData = Array.from({ length: size }, (_, index) => eventAt(start + index))
    const payload = rawData.map((event) => ({
      device_id: event.anonymousId,
      flag_key: event.properties.flag_key,
      variant: event.properties.variant,
      insert_id: event.messageId,
      time: { shown_at: event.properties.time },
      // A different user agent for each event: the cache must stay bounded.
      device: { user_agent: `${event.context.userAgent} build/${Math.floor(start / 10_000)}` },
    }))
    await trackImpression.performBatch(request, { payload, settings, rawData })
    if (start === 100_000 || start === million - size) {
      globalThis.gc()
      heap.push(process.memoryUsage().heapUsed)
    }
  }
  process.send(heap)
  process.disconnect()
}
