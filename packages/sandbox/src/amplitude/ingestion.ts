import { preTransformation, transform } from '@experiment-impressions/contract'
import type { UploadApi } from '@experiment-impressions/delivery'
import type { Answer } from './answer.js'
import { cutStrings } from './cut-strings.js'
import { createDedupe } from './dedupe.js'
import { createPeople, type Identity, type People } from './people.js'
import type { UserProperties } from './property-operations.js'
import { readUpload } from './read-upload.js'

type AnyEvent = Readonly<Record<string, unknown>>

/** An event as it was stored, and what it did to its person. */
export interface StoredEvent {
  readonly event: AnyEvent
  readonly before: UserProperties
  readonly after: UserProperties
}

export interface Ingestion {
  readonly people: Pick<People, 'find'>
  /** Takes the body of one upload; answers as Amplitude would. */
  upload(api: UploadApi, text: string): Answer
}

interface IngestionOptions {
  /** The key of the one project there is. */
  readonly apiKey: string
  readonly onStored: (stored: StoredEvent) => void
  /** Epoch ms. */
  readonly now: () => number
}

/** Amplitude's ingestion for one project: checks, dedupes, and keeps people. */
export function createIngestion({ apiKey, onStored, now }: IngestionOptions): Ingestion {
  const people = createPeople()
  const dedupe = createDedupe()

  function store(event: AnyEvent): void {
    const identity = identityOf(event)
    const properties = event['$skip_user_properties_sync'] === true ? undefined : event['user_properties']
    onStored({ event, ...people.apply(identity, properties) })
  }

  return {
    people,
    upload(api, text) {
      const read = readUpload(text, { api, apiKey })
      if ('refusal' in read) return read.refusal
      for (const event of read.events)
        if (dedupe.isFirst(event, now())) store(transformRaw(cutStrings(event) as AnyEvent))
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
  }
}

/**
 * A raw `$impression` or `$exposure` is transformed as it comes in; anything else is stored as it is.
 * Source: Amplitude docs, "Web Experiment: Event tracking".
 */
function transformRaw(event: AnyEvent): AnyEvent {
  const type = event['event_type']
  if (type !== preTransformation.impression && type !== preTransformation.exposure) return event
  const { event_properties: properties, user_id: userId, device_id: anonymousId } = event
  // The upload's own shortest id was held to when it was read.
  const result = transform(
    { type: 'track', event: type, properties, userId, anonymousId },
    { minIdLength: 1 },
  )
  if (!result.ok) return event
  const { event_type, event_properties, user_properties } = result.value as AnyEvent
  return { ...event, event_type, event_properties, user_properties }
}

function identityOf({ user_id: userId, device_id: deviceId }: AnyEvent): Identity {
  return {
    ...(typeof userId === 'string' ? { userId } : {}),
    ...(typeof deviceId === 'string' ? { deviceId } : {}),
  }
}
