import { amplitudeLimits } from '@experiment-impressions/contract'
import type { UploadApi } from '@experiment-impressions/delivery'
import { isRecord, parseJson } from '../json.js'
import { refuse, type Answer } from './answer.js'
import { checkEvent, type Fault } from './check-event.js'

type AnyEvent = Readonly<Record<string, unknown>>

interface ReadUploadOptions {
  readonly api: UploadApi
  /** The key of the one project there is. */
  readonly apiKey: string
}

/**
 * The events of an upload, or the answer that refuses it. An upload is taken whole or not at all.
 * Sources: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API": "400", "413", "Options".
 */
export function readUpload(
  text: string,
  { api, apiKey }: ReadUploadOptions,
): { readonly events: readonly AnyEvent[] } | { readonly refusal: Answer } {
  const limits =
    api === 'httpapi'
      ? { bytes: amplitudeLimits.httpV2Bytes, events: amplitudeLimits.httpV2Events }
      : { bytes: amplitudeLimits.batchBytes, events: amplitudeLimits.batchEvents }
  if (Buffer.byteLength(text) > limits.bytes) return { refusal: refuse(413, 'Payload too large') }
  if (text === '') return { refusal: refuse(400, 'Missing request body') }
  const body = parseJson(text)
  if (!isRecord(body)) return { refusal: refuse(400, 'Invalid JSON request body') }
  for (const field of ['api_key', 'events'])
    if (body[field] === undefined || body[field] === null)
      return { refusal: refuse(400, 'Request missing required field', { missing_field: field }) }
  if (body['api_key'] !== apiKey) return { refusal: refuse(400, 'Invalid API key') }
  const { events } = body
  if (!Array.isArray(events) || !events.every(isRecord)) return { refusal: refuse(400, 'Invalid event JSON') }
  if (events.length > limits.events) return { refusal: refuse(413, 'Payload too large') }

  const options = isRecord(body['options']) ? body['options'] : {}
  const minIdLength = options['min_id_length'] ?? amplitudeLimits.minIdCharacters
  const named = collectFaults(events, Number(minIdLength))
  if (Object.keys(named).length === 0) return { events }
  // HTTP V2 names the first event of each field, Batch names them all: so their pages say.
  return { refusal: refuse(400, errorOf(named), api === 'httpapi' ? firstOnly(named) : named) }
}

/** By list and field, the indices of the events that are at fault. */
type Named = Readonly<Partial<Record<Fault['list'], Readonly<Record<string, readonly number[]>>>>>

function collectFaults(events: readonly AnyEvent[], minIdLength: number): Named {
  const named: Partial<Record<Fault['list'], Record<string, number[]>>> = {}
  for (const [index, event] of events.entries())
    for (const { list, field } of checkEvent(event, minIdLength)) {
      const fields = (named[list] ??= {})
      ;(fields[field] ??= []).push(index)
    }
  return named
}

function firstOnly(named: Named): Named {
  return Object.fromEntries(
    Object.entries(named).map(([list, fields]) => [
      list,
      Object.fromEntries(Object.entries(fields).map(([field, indices]) => [field, indices.slice(0, 1)])),
    ]),
  )
}

function errorOf(named: Named): string {
  if (named.events_with_missing_fields !== undefined) return 'Request missing required field'
  if (named.events_with_invalid_fields !== undefined) return 'Invalid field values on some events'
  return 'Invalid id length for user_id or device_id'
}
