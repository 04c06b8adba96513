import { amplitudeLimits } from '@experiment-impressions/contract'
import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import type { UploadApi } from '@experiment-impressions/delivery'
import { refuse, tooDeepReason, type Answer } from '../answer.js'
import { refuseInvalid, type AnyEvent } from './check-events.js'
import { payloadTooLarge } from './read-body.js'

interface ReadUploadOptions {
  readonly api: UploadApi
  /** The key of the only project. */
  readonly apiKey: string
}

/**
 * Returns the events of an upload, or the answer that refuses it. Amplitude accepts all events of an upload or none.
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
  if (Buffer.byteLength(text) > limits.bytes) return { refusal: payloadTooLarge }
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
  if (events.length > limits.events) return { refusal: payloadTooLarge }

  const options = isObject(body['options']) ? body['options'] : {}
  const { min_id_length: given } = options
  const minIdLength =
    typeof given === 'number' || typeof given === 'string' ? given : amplitudeLimits.minIdCharacters
  // According to their pages, HTTP V2 names the first event for each field, and Batch names all of them.
  const refusal = refuseInvalid(events, {
    minIdLength: Number(minIdLength),
    namesFirstOnly: api === 'httpapi',
  })
  return refusal === undefined ? { events } : { refusal }
}
