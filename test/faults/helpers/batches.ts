import { uploadLimits, type UploadApi } from '@experiment-impressions/delivery'
import type { Random } from './random.js'

export interface BatchEvent {
  readonly event_type: string
  readonly user_id?: string
  readonly device_id?: string
  readonly time?: number
  readonly insert_id: string
  readonly event_properties: Readonly<Record<string, string>>
}

export interface Batch {
  readonly api: UploadApi
  readonly events: readonly BatchEvent[]
  /** Whether Amplitude always rejects this event. */
  readonly isBad: (event: BatchEvent) => boolean
}

/** Marks of events that are rejected without being named. */
export const poison = { firewall: '<script>alert(1)</script>', ingestion: 'unreadable' } as const

const start = Date.UTC(2026, 0, 1)

/** Flaws that Amplitude rejects according to its documentation. */
const flaws: readonly Readonly<Record<string, unknown>>[] = [
  { time: 1.5 },
  { time: '2026-01-01T00:00:00Z' },
  { event_type: '' },
  { user_id: 'unknown' },
  { device_id: '00000000-0000-0000-0000-000000000000' },
  { user_id: undefined, device_id: undefined },
  { event_properties: { note: poison.firewall } },
  { event_properties: { note: poison.ingestion } },
]

/** Events of a few people with several devices each. Some are duplicates, some are invalid, some have long texts. */
export function randomBatch(random: Random, name: string): Batch {
  const api = random.pick(['httpapi', 'batch'] as const)
  const share = random.pick([0, 0, 0.02, 0.1, 0.5, 1])
  const isLong = random.chance(0.03)
  const bad = new Set<string>()
  const events: BatchEvent[] = []
  const count = random.chance(0.02) ? 300 + random.below(300) : random.below(40)

  for (let n = 0; n < count; n += 1) {
    const again = events.length > 0 && random.chance(0.1) ? random.pick(events) : undefined
    const event = again ?? randomEvent(random, `${name}-${String(n)}`, isLong)
    if (again !== undefined || !random.chance(share)) {
      events.push(event)
      continue
    }
    const flawed = { ...event, ...random.pick(flaws) }
    bad.add(flawed.insert_id)
    events.push(random.chance(0.2) ? { ...event, user_id: 'tiny' } : flawed)
  }
  if (random.chance(0.01)) {
    const huge = randomEvent(random, `${name}-huge`, false)
    events.push({ ...huge, event_properties: { note: 'x'.repeat(uploadLimits.httpapi.bytes * 1.2) } })
    if (api === 'httpapi') bad.add(huge.insert_id)
  }
  return { api, events, isBad: ({ insert_id }) => bad.has(insert_id) }
}

function randomEvent(random: Random, insertId: string, isLong: boolean): BatchEvent {
  const person = random.below(5)
  const user = `user-${String(person)}`
  const device = `device-${String(person)}-${String(random.below(3))}`
  const ids = random.pick([{ user_id: user }, { device_id: device }, { user_id: user, device_id: device }])
  const note = isLong ? '✨'.repeat(random.below(12_000)) : ''
  return {
    event_type: '[Experiment] Impression',
    ...ids,
    time: start + random.below(50),
    insert_id: insertId,
    event_properties: { note },
  }
}
