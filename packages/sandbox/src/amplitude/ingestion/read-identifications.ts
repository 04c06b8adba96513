import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import { tooDeepReason } from '../../json.js'
import { refuse, type Answer } from '../answer.js'
import type { AnyEvent } from './check-event.js'
import { refuseFlawed } from './refuse-flawed.js'

/** The parameters of an identify request. */
export interface IdentifyForm {
  readonly api_key?: unknown
  readonly identification?: unknown
}

/**
 * The identifications of a request as `$identify` events, or the answer that refuses it.
 *
 * `missing_event` is the one message that is documented; everything else is answered as HTTP V2 would, to which the page
 * refers. A shortest id is not documented here, and there is no option for one: any length will do.
 * Source: Amplitude docs, "Identify API": "Required parameters", "Status codes".
 */
export function readIdentifications(
  { api_key: key, identification }: IdentifyForm,
  apiKey: string,
): { readonly events: readonly AnyEvent[] } | { readonly refusal: Answer } {
  if (key === undefined || key === '')
    return { refusal: refuse(400, 'Request missing required field', { missing_field: 'api_key' }) }
  if (key !== apiKey) return { refusal: refuse(400, 'Invalid API key') }
  const said = typeof identification === 'string' ? parseJson(identification) : undefined
  const listed: readonly unknown[] = Array.isArray(said) ? said : [said]
  if (listed.length === 0 || !listed.every(isObject))
    return { refusal: { status: 400, body: 'missing_event' } }
  if (isTooDeep(said)) return { refusal: refuse(400, tooDeepReason) }
  const events = listed.map((one) => ({ ...one, event_type: '$identify' }))
  const refusal = refuseFlawed(events, { minIdLength: 1, namesFirstOnly: true })
  return refusal === undefined ? { events } : { refusal }
}
