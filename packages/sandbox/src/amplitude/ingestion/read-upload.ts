import { amplitudeLimits } from '@experiment-impressions/contract'
import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import type { UploadApi } from '@experiment-impressions/delivery'
import { tooDeepReason } from '../../json.js'
import { refuse, type Answer } from '../answer.js'
import type { AnyEvent } from './check-event.js'
import { refuseFlawed } from './refuse-flawed.js'

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
  if (!isObject(body)) return { refusal: refuse(400, 'Invalid JSON request body') }
  if (isTooDeep(body)) return { refusal: refuse(400, tooDeepReason) }
  for (const field of ['api_key', 'events'])
    if (body[field] === undefined || body[field] === null)
      return { refusal: refuse(400, 'Request missing required field', { missing_field: field }) }
  if (body['api_key'] !== apiKey) return { refusal: refuse(400, 'Invalid API key') }
  const { events } = body
  if (!Array.isArray(events) || !events.every(isObject)) return { refusal: refuse(400, 'Invalid event JSON') }
  if (events.length > limits.events) return { refusal: refuse(413, 'Payload too large') }

  const options = isObject(body['options']) ? body['options'] : {}
  const { min_id_length: given } = options
  const minIdLength =
    typeof given === 'number' || typeof given === 'string' ? given : amplitudeLimits.minIdCharacters
  // HTTP V2 names the first event of each field, Batch names them all: so their pages say.
  const refusal = refuseFlawed(events, {
    minIdLength: Number(minIdLength),
    namesFirstOnly: api === 'httpapi',
  })
  return refusal === undefined ? { events } : { refusal }
}
