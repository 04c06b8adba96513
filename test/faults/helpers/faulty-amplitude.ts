import type { Answer, UploadApi } from '@experiment-impressions/delivery'
import { createIngestion } from '../../../packages/sandbox/src/amplitude/ingestion/ingestion.js'
import { poison, type BatchEvent } from './batches.js'
import type { Random } from './random.js'

type Fault = (typeof faults)[number]

/** A fault hits one request; `closed` and `narrow` last until `recover`. */
const faults = [
  'cut before',
  'cut after',
  '500 before',
  '502 after',
  '200 cut',
  'redirect',
  '429 users',
  '429 devices',
  '429 quota',
  '429 events',
  '429 nobody',
  '429 somebody else',
  '400 throttled',
  'refused unnamed',
  '413',
  'closed',
  'narrow',
] as const

export interface FaultyAmplitude {
  readonly send: (body: string) => Promise<Answer>
  /** Sets the share of requests with a fault, 0 to 1, and ends lasting faults. */
  recover(share: number): void
  passMs(ms: number): void
  /** All stored events, in order. */
  readonly stored: readonly BatchEvent[]
  /**
   * Since `recover`: all requests, those that caused a search although no event was at fault, and those with events of a person
   * who had to wait.
   */
  readonly counts: { requests: number; misleading: number; narrow: boolean; impatient: number }
}

export const narrowEvents = 7

/** The sandbox's ingestion behind a network with every known kind of failure. */
export function createFaultyAmplitude(api: UploadApi, random: Random): FaultyAmplitude {
  let now = Date.UTC(2026, 1, 1)
  let share = 0
  let isClosed = false
  const counts = { requests: 0, misleading: 0, narrow: false, impatient: 0 }
  const stored: BatchEvent[] = []
  const throttled = new Set<string | undefined>()
  const ingestion = createIngestion({
    apiKey: 'key',
    now: () => now,
    onStored: ({ event }) => stored.push(event as unknown as BatchEvent),
  })

  function isThrottled({ user_id, device_id }: BatchEvent): boolean {
    return [user_id, device_id].some((id) => id !== undefined && throttled.has(id))
  }

  /** Answers an upload without a random fault: like a firewall, an odd parser or ingestion itself. */
  function ingest(text: string, events: readonly BatchEvent[]): Answer {
    if (events.some(({ event_properties: { note } }) => note === poison.firewall))
      return { status: 403, body: '<html>Request blocked</html>' }
    if (events.some(({ event_properties: { note } }) => note === poison.ingestion))
      return { status: 400, body: JSON.stringify({ code: 400, error: 'Invalid event JSON' }) }
    const { status, body } = ingestion.upload(api, text)
    const answer = typeof body === 'object' && status === 400 ? renamed(body as Names) : body
    return { status, body: random.chance(0.5) ? answer : JSON.stringify(answer) }
  }

  /** Answers 400, and names the first event per field, all of them, none or the wrong ones. */
  function renamed(body: Names): Names {
    counts.misleading += 1
    const change = random.pick<(indices: readonly number[]) => readonly number[]>([
      (indices) => indices,
      (indices) => indices.slice(0, 1),
      () => [],
      (indices) => [...indices, 4711],
    ])
    return Object.fromEntries(
      Object.entries(body).map(([key, fields]) => [
        key,
        typeof fields === 'object'
          ? Object.fromEntries(Object.entries(fields).map(([field, list]) => [field, change(list)]))
          : fields,
      ]),
    )
  }

  function strike(fault: Fault, text: string, events: readonly BatchEvent[]): Answer | undefined {
    const someone = random.pick(events)
    const tooMany = (more: object): Answer => {
      counts.misleading += 1
      return {
        status: 429,
        body: { code: 429, error: 'Too many requests for some devices and users', ...more },
      }
    }
    switch (fault) {
      case 'cut before':
        throw new Error('socket hang up')
      case 'cut after':
        ingest(text, events)
        throw new Error('socket hang up')
      case '500 before':
        return { status: 500, body: '' }
      case '502 after':
        ingest(text, events)
        return { status: 502, body: '<html>' }
      case '200 cut': {
        const { status } = ingest(text, events)
        return { status, body: '{"code":' }
      }
      case 'redirect':
        return { status: 307, body: '' }
      case '429 users':
        throttled.add(someone.user_id)
        return tooMany({ throttled_users: { [someone.user_id ?? 'nobody']: 31 } })
      case '429 devices':
        throttled.add(someone.device_id)
        return tooMany({ throttled_devices: { [someone.device_id ?? 'nobody']: 31 } })
      case '429 quota':
        throttled.add(someone.user_id)
        return tooMany({ exceeded_daily_quota_users: { [someone.user_id ?? 'nobody']: 31 } })
      case '429 events':
        throttled.add(someone.user_id).add(someone.device_id)
        return tooMany({ throttled_events: [events.indexOf(someone)] })
      case '429 nobody':
        return tooMany({})
      case '429 somebody else':
        return tooMany({ throttled_devices: { 'device-derived': 31 } })
      case '400 throttled':
        throttled.add(someone.user_id).add(someone.device_id)
        counts.misleading += 1
        return {
          status: 400,
          body: { code: 400, silenced_events: [], throttled_events: [events.indexOf(someone)] },
        }
      case 'refused unnamed':
      case '413':
        // An event on its own must get the same answer each time.
        if (events.length === 1) return undefined
        counts.misleading += 1
        return fault === '413' ? { status: 413, body: '<html>' } : { status: 400, body: { code: 400 } }
      case 'closed':
        isClosed = true
        return undefined
      case 'narrow':
        counts.narrow = true
        return undefined
    }
  }

  return {
    stored,
    counts,
    send: (text) => {
      counts.requests += 1
      const { events } = JSON.parse(text) as { events: BatchEvent[] }
      if (events.some(isThrottled)) counts.impatient += 1
      return new Promise((resolve) => {
        const fault = events.length > 0 && random.chance(share) ? random.pick(faults) : undefined
        const struck = fault === undefined ? undefined : strike(fault, text, events)
        if (struck !== undefined) resolve(struck)
        else if (isClosed) resolve({ status: 403, body: '<html>Not from here</html>' })
        else if (counts.narrow && events.length > narrowEvents) resolve({ status: 413, body: '' })
        else resolve(ingest(text, events))
      })
    },
    recover(next) {
      share = next
      isClosed = false
      throttled.clear()
      Object.assign(counts, { requests: 0, misleading: 0, narrow: false, impatient: 0 })
    },
    passMs(ms) {
      now += ms
    },
  }
}

/** The body of a 400: lists of indices by field, and plain values. */
type Names = Readonly<Record<string, string | number | Readonly<Record<string, readonly number[]>>>>
