import type { JsonObject } from '@experiment-impressions/contract/json'
import { refuse, type Answer } from '../answer.js'
import { dayOf } from '../../dates.js'
import type { People, Person } from './people.js'
import type { StoredEvent } from '../stored-events.js'

/** The maximum number of events, and the default. */
const maxEvents = 1000

interface ActivitySources {
  readonly people: Pick<People, 'findNumber'>
  /** Newest last. */
  readonly stored: readonly StoredEvent[]
}

/**
 * Answers a user activity request: a summary of one person with their user properties, and their events by time, newest first.
 *
 * For an unknown number, the answer is 200 with an empty summary and no events. As in the documentation's example, a `limit`
 * of 1 returns two events. `direction=earliest` returns the oldest events; `offset` leaves out the newest. Only the shape of
 * the summary is documented, so events have the field names of the Export API.
 * Sources: Amplitude docs, "Dashboard REST API": "User activity"; for an unknown number: crookedneighbor/amplitude,
 * test/user-activity.spec.js.
 */
export function viewActivity(
  query: (name: string) => string | undefined,
  { people, stored }: ActivitySources,
): Answer {
  const user = query('user') ?? ''
  const offset = whole(query('offset') ?? '0', Infinity)
  const limit = whole(query('limit') ?? String(maxEvents), maxEvents)
  const direction = query('direction') ?? 'latest'
  if (user === '') return refuse(400, 'Missing user')
  if (offset === undefined) return refuse(400, 'offset isn’t a whole number')
  if (limit === undefined) return refuse(400, `limit isn’t a whole number up to ${String(maxEvents)}`)
  if (direction !== 'latest' && direction !== 'earliest')
    return refuse(400, 'direction is neither latest nor earliest')

  const person = people.findNumber(Number(user))
  const own = person === undefined ? [] : stored.filter((one) => isOf(one, person, people))
  const newestFirst = [...own].reverse().sort((a, b) => timeOf(b) - timeOf(a))
  const left = newestFirst.slice(offset)
  const count = query('limit') === undefined ? limit : limit + 1
  const events = direction === 'latest' ? left.slice(0, count) : left.slice(-count)
  return {
    status: 200,
    body: {
      userData: person === undefined ? emptySummary(Number(user)) : summaryOf(person, newestFirst),
      events: events.map(toExported),
    },
  }
}

function whole(text: string, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  return number <= most ? number : undefined
}

/** True also for the number of an anonymous person who was merged into this one. */
function isOf({ amplitude_id }: StoredEvent, person: Person, people: ActivitySources['people']): boolean {
  return people.findNumber(amplitude_id) === person
}

function timeOf({ event, server_received_time }: StoredEvent): number {
  return typeof event['time'] === 'number' ? event['time'] : server_received_time
}

function summaryOf({ userId, amplitudeId, deviceIds, properties }: Person, events: readonly StoredEvent[]) {
  const times = events.map(timeOf)
  const merged = new Set(events.map(({ amplitude_id }) => amplitude_id).filter((id) => id !== amplitudeId))
  return {
    user_id: userId ?? null,
    canonical_amplitude_id: amplitudeId,
    merged_amplitude_ids: [...merged],
    num_events: events.length,
    num_sessions: 0,
    usage_time: 0,
    first_used: dayOrNull(times.at(-1)),
    last_used: dayOrNull(times[0]),
    purchases: 0,
    revenue: 0,
    device_ids: [...deviceIds],
    last_device_id: [...deviceIds].at(-1) ?? null,
    last_location: null,
    properties: Object.fromEntries(properties),
  }
}

function emptySummary(amplitudeId: number) {
  return {
    user_id: null,
    canonical_amplitude_id: amplitudeId,
    merged_amplitude_ids: [],
    num_events: 0,
    num_sessions: 0,
    usage_time: 0,
    purchases: 0,
    revenue: 0,
    device_ids: [],
    last_device_id: null,
    last_location: null,
  }
}

function dayOrNull(epoch: number | undefined): string | null {
  return momentOf(epoch) === null ? null : dayOf(Number(epoch))
}

/** `2026-11-23 04:02:28.954000`, in UTC. Source: Amplitude docs, "Export API": "Response schema". */
function momentOf(epoch: unknown): string | null {
  const date = new Date(Number(epoch))
  return typeof epoch !== 'number' || Number.isNaN(date.getTime())
    ? null
    : date.toISOString().replace('T', ' ').replace('Z', '000')
}

function toExported(stored: StoredEvent): JsonObject {
  const { event, amplitude_id, server_received_time } = stored
  const own = (name: string): unknown => event[name] ?? null
  return {
    amplitude_id,
    event_type: own('event_type'),
    event_time: momentOf(timeOf(stored)),
    client_event_time: momentOf(timeOf(stored)),
    server_received_time: momentOf(server_received_time),
    user_id: own('user_id'),
    device_id: own('device_id'),
    session_id: event['session_id'] ?? -1,
    $insert_id: own('insert_id'),
    event_properties: event['event_properties'] ?? {},
    groups: event['groups'] ?? {},
    platform: own('platform'),
    language: own('language'),
    library: own('library'),
  }
}
