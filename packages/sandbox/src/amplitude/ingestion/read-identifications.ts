import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import { refuse, tooDeepReason, type Answer } from '../answer.js'
import { refuseInvalid, type AnyEvent } from './check-events.js'

/** The parameters of an identify request. */
export interface IdentifyForm {
  readonly api_key?: unknown
  readonly identification?: unknown
}

/**
 * Returns the identifications of a request as `$identify` events, or the answer that refuses it.
 *
 * Only the message `missing_event` is documented. The other answers are those of HTTP V2, which the page refers to. The page
 * documents no minimum id length and no option for one, so an id of any length is valid.
 * Source: Amplitude docs, "Identify API": "Required parameters", "Status codes".
 */
export function readIdentifications(
  { api_key: key, identification }: IdentifyForm,
  apiKey: string,
): { readonly events: readonly AnyEvent[] } | { readonly refusal: Answer } {
  if (key === undefined || key === '')
    return { refusal: refuse(400, 'Request missing required field', { missing_field: 'api_key' }) }
  if (key !== apiKey) return { refusal: refuse(400, 'Invalid API key') }
  const parsed = typeof identification === 'string' ? parseJson(identification) : undefined
  const listed: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  if (listed.length === 0 || !listed.every(isObject))
    return { refusal: { status: 400, body: 'missing_event' } }
  if (isTooDeep(parsed)) return { refusal: refuse(400, tooDeepReason) }
  const events = listed.map((one) => ({ ...one, event_type: '$identify' }))
  const refusal = refuseInvalid(events, { minIdLength: 1, namesFirstOnly: true })
  return refusal === undefined ? { events } : { refusal }
}
