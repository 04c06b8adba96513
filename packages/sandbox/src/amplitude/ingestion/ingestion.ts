import { isObject } from '@experiment-impressions/contract/json'
import { transformAtIngestion } from '@experiment-impressions/inspection'
import type { UploadApi } from '@experiment-impressions/delivery'
import type { Bound } from '../../memory/bounded-map.js'
import type { Answer } from '../answer.js'
import type { AnyEvent } from './check-event.js'
import { cutStrings } from './cut-strings.js'
import { createDedupe } from './dedupe.js'
import { documentedLimits, type IngestionApi, type IngestionLimits } from './limits.js'
import { keepGroups } from './keep-groups.js'
import { createPeople, type Identity, type People } from '../people/people.js'
import type { UserProperties } from '../people/property-operations.js'
import { readIdentifications, type IdentifyForm } from './read-identifications.js'
import { readUpload } from './read-upload.js'
import { createRollingCounts } from '../rolling-counts.js'
import type { StoredEvent } from '../stored-events.js'
import { createThrottle } from './throttle.js'

/** What an event that was stored did to its person. */
interface PropertyChange {
  readonly before: UserProperties
  readonly after: UserProperties
}

export interface Ingestion {
  readonly people: People
  /** Takes the body of one upload; answers as Amplitude would. */
  upload(api: UploadApi, text: string): Answer
  /** Takes the parameters of one identify request; answers as Amplitude would. */
  identify(form: IdentifyForm): Answer
}

interface IngestionOptions {
  /** The key of the one project there is. */
  readonly apiKey: string
  /** Told of every event that is stored, with the event as it was uploaded. */
  readonly onStored: (stored: StoredEvent, uploaded: AnyEvent, change: PropertyChange) => void
  /** Told of every event that is dropped since its insert id is known. */
  readonly onDuplicate?: (uploaded: AnyEvent) => void
  /** Epoch ms. */
  readonly now: () => number
  /** How many people are kept. @default `defaultRetention.people` */
  readonly people?: Bound
  /** @default the documented ones */
  readonly limits?: Partial<IngestionLimits> | undefined
}

/** Amplitude's ingestion for one project: checks, throttles, dedupes, and keeps people. */
export function createIngestion(options: IngestionOptions): Ingestion {
  const { apiKey, onStored, onDuplicate, now, limits } = options
  const { eventsPerSecond, averageSeconds, eventsPerDay, propertyUpdatesPerHour } = {
    ...documentedLimits,
    ...limits,
  }
  const people = createPeople(options.people)
  const dedupe = createDedupe()
  const updates = createRollingCounts({ stepMs: 60_000, steps: 60 })
  const throttles = {
    httpapi: createThrottle({ eventsPerSecond: eventsPerSecond.httpapi, averageSeconds }),
    batch: createThrottle({ eventsPerSecond: eventsPerSecond.batch, averageSeconds, eventsPerDay }),
    identify: createThrottle({ eventsPerSecond: eventsPerSecond.identify, averageSeconds }),
  }

  /** Past so many in an hour, updates are dropped and the event is stored all the same (docs, "HTTP V2 API", "Rate limiting"). */
  function mayUpdate(amplitudeId: number): boolean {
    const key = String(amplitudeId)
    if (updates.of(key, now()) >= propertyUpdatesPerHour) return false
    updates.add(key, 1, now())
    return true
  }

  function store(uploaded: AnyEvent, api: IngestionApi): void {
    const event = asStored(uploaded, now())
    const person = people.see(identityOf(event))
    const before = person.properties
    const update = updateOf(event)
    if (update !== undefined && mayUpdate(person.amplitudeId)) people.update(person, update)
    const { amplitudeId: amplitude_id, properties: after } = person
    onStored({ event, amplitude_id, server_received_time: now(), api }, uploaded, { before, after })
  }

  function ingest(events: readonly AnyEvent[], api: IngestionApi): void {
    for (const event of events) {
      if (dedupe.isFirst(event, now())) store(event, api)
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

/**
 * An event as it is stored: texts are cut, groups in excess are left out, an event without a time has that of its upload.
 * Source: Amplitude docs, "HTTP V2 API": "Event array keys".
 */
function asStored(event: AnyEvent, now: number): AnyEvent {
  const stored = transformAtIngestion(cutStrings(event) as AnyEvent)
  const groups = stored['groups'] === undefined ? {} : { groups: keepGroups(stored['groups']) }
  return { ...stored, ...groups, time: stored['time'] ?? now }
}

/** What an event does to its person's properties; `undefined` for nothing. */
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
