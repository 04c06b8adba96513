import { refuse, type Answer } from '../answer.js'
import type { AnyEvent } from './check-events.js'
import { createRollingCounts } from '../rolling-counts.js'

interface ThrottleOptions {
  /** Events per second of one user id or one device id. */
  readonly eventsPerSecond: number
  /** The number of seconds over which that rate is averaged. */
  readonly averageSeconds: number
  /** Events of one user id or one device id in any 24 hours. @default no limit */
  readonly eventsPerDay?: number
}

export interface Throttle {
  /** Admits an upload and counts its events, or returns a 429 and counts none of them. */
  admit(events: readonly AnyEvent[], now: number): Answer | undefined
}

const hourMs = 60 * 60 * 1000

/**
 * Refuses a whole upload if it would bring one of its people above a limit.
 *
 * Whether refused events count is undocumented. Here they don't: otherwise clients that keep retrying, as the documents
 * advise, would never succeed. The daily limit counts from the first event, because no page says when Amplitude considers a
 * person a spammer. `throttled_events` names events above the rate; the answer names people above the quota only by their ids.
 * Sources: Amplitude docs, "HTTP V2 API": "429"; "Batch Event Upload API": "Code 429 explained", "Daily limit".
 */
export function createThrottle(options: ThrottleOptions): Throttle {
  const users = createMeter('user_id', options)
  const devices = createMeter('device_id', options)
  const { eventsPerSecond, eventsPerDay } = options

  return {
    admit(events, now) {
      const user = users.measure(events, now)
      const device = devices.measure(events, now)
      if ([user.rates, user.quotas, device.rates, device.quotas].every(({ size }) => size === 0)) {
        users.count(events, now)
        devices.count(events, now)
        return undefined
      }
      return refuse(429, 'Too many requests for some devices and users', {
        eps_threshold: eventsPerSecond,
        throttled_devices: Object.fromEntries(device.rates),
        throttled_users: Object.fromEntries(user.rates),
        ...(eventsPerDay === undefined
          ? {}
          : {
              exceeded_daily_quota_users: Object.fromEntries(user.quotas),
              exceeded_daily_quota_devices: Object.fromEntries(device.quotas),
            }),
        throttled_events: [...events.keys()].filter(
          (index) =>
            isNamed(user.rates, events[index]?.['user_id']) ||
            isNamed(device.rates, events[index]?.['device_id']),
        ),
      })
    },
  }
}

/** The ids above a limit, with their events per second or their events in 24 hours. */
interface Excess {
  readonly rates: ReadonlyMap<string, number>
  readonly quotas: ReadonlyMap<string, number>
}

function createMeter(
  field: 'user_id' | 'device_id',
  { eventsPerSecond, averageSeconds, eventsPerDay }: ThrottleOptions,
) {
  const recent = createRollingCounts({ stepMs: 1000, steps: averageSeconds })
  const daily = createRollingCounts({ stepMs: hourMs, steps: 24 })

  return {
    measure(events: readonly AnyEvent[], now: number): Excess {
      const rates = new Map<string, number>()
      const quotas = new Map<string, number>()
      for (const [id, count] of countIds(events, field)) {
        const inWindow = recent.of(id, now) + count
        if (inWindow > eventsPerSecond * averageSeconds) rates.set(id, Math.ceil(inWindow / averageSeconds))
        const inDay = daily.of(id, now) + count
        if (eventsPerDay !== undefined && inDay > eventsPerDay) quotas.set(id, inDay)
      }
      return { rates, quotas }
    },
    count(events: readonly AnyEvent[], now: number): void {
      for (const [id, count] of countIds(events, field)) {
        recent.add(id, count, now)
        if (eventsPerDay !== undefined) daily.add(id, count, now)
      }
    },
  }
}

function countIds(events: readonly AnyEvent[], field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { [field]: id } of events) if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

function isNamed(ids: ReadonlyMap<string, number>, id: unknown): boolean {
  return typeof id === 'string' && ids.has(id)
}
