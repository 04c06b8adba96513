import { isObject } from '@experiment-impressions/contract/json'
import type { UploadApi } from '@experiment-impressions/delivery'
import type { Bound } from '../../memory/bounded-map.js'
import type { Answer } from '../answer.js'
import { createPeople, type Identity, type People } from '../people/people.js'
import type { UserProperties } from '../people/property-operations.js'
import { createRollingCounts } from '../rolling-counts.js'
import type { IngestionApi, StoredEvent } from '../stored-events.js'
import type { AnyEvent } from './check-events.js'
import { createInsertIds } from './insert-ids.js'
import { documentedLimits, type IngestionLimits } from './limits.js'
import { readIdentifications, type IdentifyForm } from './read-identifications.js'
import { readUpload } from './read-upload.js'
import { createThrottle } from './throttle.js'
import { toStoredEvent } from './to-stored-event.js'

/** A person's user properties before and after an event. */
interface PropertyChange {
  readonly before: UserProperties
  readonly after: UserProperties
}

export interface Ingestion {
  readonly people: People
  /** Ingests the body of an upload, and answers as Amplitude does. */
  upload(api: UploadApi, text: string): Answer
  /** Ingests the parameters of an identify request, and answers as Amplitude does. */
  identify(form: IdentifyForm): Answer
}

interface IngestionOptions {
  /** The key of the only project. */
  readonly apiKey: string
  /** Called for every event that is stored; `uploaded` is the event as it was uploaded. */
  readonly onStored: (stored: StoredEvent, uploaded: AnyEvent, change: PropertyChange) => void
  /** Called for every event that is dropped because its insert id is known. */
  readonly onDuplicate?: (uploaded: AnyEvent) => void
  /** Epoch ms. */
  readonly now: () => number
  /** How many people are kept. @default `defaultRetention.people` */
  readonly people?: Bound
  /** @default the documented limits */
  readonly limits?: Partial<IngestionLimits> | undefined
}

/** Amplitude's ingestion for one project: checks, throttles and deduplicates events, and keeps people. */
export function createIngestion(options: IngestionOptions): Ingestion {
  const { apiKey, onStored, onDuplicate, now, limits } = options
  const { eventsPerSecond, averageSeconds, eventsPerDay, propertyUpdatesPerHour } = {
    ...documentedLimits,
    ...limits,
  }
  const people = createPeople(options.people)
  const insertIds = createInsertIds()
  const updates = createRollingCounts({ stepMs: 60_000, steps: 60 })
  const throttles = {
    httpapi: createThrottle({ eventsPerSecond: eventsPerSecond.httpapi, averageSeconds }),
    batch: createThrottle({ eventsPerSecond: eventsPerSecond.batch, averageSeconds, eventsPerDay }),
    identify: createThrottle({ eventsPerSecond: eventsPerSecond.identify, averageSeconds }),
  }

  /** Above the hourly limit, Amplitude drops updates but stores the events (docs, "HTTP V2 API", "Rate limiting"). */
  function mayUpdate(amplitudeId: number): boolean {
    const key = String(amplitudeId)
    if (updates.of(key, now()) >= propertyUpdatesPerHour) return false
    updates.add(key, 1, now())
    return true
  }

  function store(uploaded: AnyEvent, api: IngestionApi): void {
    const event = toStoredEvent(uploaded, now())
    const person = people.see(identityOf(event))
    const before = person.properties
    const update = updateOf(event)
    if (update !== undefined && mayUpdate(person.amplitudeId)) people.update(person, update)
    const { amplitudeId: amplitude_id, properties: after } = person
    onStored({ event, amplitude_id, server_received_time: now(), api }, uploaded, { before, after })
  }

  function ingest(events: readonly AnyEvent[], api: IngestionApi): void {
    for (const event of events) {
      if (insertIds.isFirst(event, now())) store(event, api)
      else onDuplicate?.(event)
    }
  }

  return {
    people,
    upload(api, text) {
      const read = readUpload(text, { api, apiKey })
      if ('refusal' in read) return read.refusal
      const throttled = throttles[api].admit(read.events, now())
      if (throttled !== undefined) return throttled
      ingest(read.events, api)
      return {
        status: 200,
        body: {
          code: 200,
          events_ingested: read.events.length,
          payload_size_bytes: Buffer.byteLength(text),
          server_upload_time: now(),
        },
      }
    },
    identify(form) {
      const read = readIdentifications(form, apiKey)
      if ('refusal' in read) return read.refusal
      const throttled = throttles.identify.admit(read.events, now())
      if (throttled !== undefined) return throttled
      ingest(read.events, 'identify')
      return { status: 200, body: 'success' }
    },
  }
}

/** An event's update of its person's properties; `undefined` if it has none. */
function updateOf({ $skip_user_properties_sync: skips, user_properties: properties }: AnyEvent) {
  if (skips === true || !isObject(properties) || Object.keys(properties).length === 0) return undefined
  return properties
}

function identityOf({ user_id: userId, device_id: deviceId }: AnyEvent): Identity {
  return {
    ...(typeof userId === 'string' ? { userId } : {}),
    ...(typeof deviceId === 'string' ? { deviceId } : {}),
  }
}
