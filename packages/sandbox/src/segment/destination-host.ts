import type { JSONObject, RequestOptions, SegmentEvent as CoreEvent } from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'
import type { Endpoints, Region } from '@experiment-impressions/delivery'
import { Destination } from './actions-core.js'
import { readError, readResults, type Attempt } from './attempt.js'
import { isRecord } from '../json.js'
import { automaticPresets } from './automatic-presets.js'
import { toExchange, type Exchange } from './exchange.js'
import type { SegmentEvent } from './server-side.js'

/** Is told of each request of the framework's client, and of its answer. */
type Hook = (
  request: { readonly url: string },
  options: { readonly body?: unknown },
  response: { readonly status: number; readonly data?: unknown; readonly content?: unknown },
) => void

interface DestinationHostOptions {
  readonly apiKey: string
  readonly region: Region
  /** Where Amplitude is, if not in its region. */
  readonly endpoints: Endpoints | undefined
  /** Epoch ms. */
  readonly now: () => number
}

/** Runs the destination as Segment's cloud does, with the subscriptions that enabling it gives. */
export function createDestinationHost({ apiKey, region, endpoints, now }: DestinationHostOptions) {
  const definition = createDestination(endpoints === undefined ? {} : { endpoints })
  /** By message id: what went on during the try that is under way. */
  const exchanges = new Map<string, Exchange>()
  const destination = new Destination({ ...definition, extendRequest: record })
  const settings: JSONObject = {
    apiKey,
    secretKey: 'not-used-for-delivery',
    endpoint: region,
    subscriptions: automaticPresets(definition),
  }

  /** Hands one event to every subscription that matches it. Never rejects. */
  return async function attempt(event: SegmentEvent): Promise<Attempt> {
    const at = now()
    const result = await destination
      .onEvent(event as unknown as CoreEvent, settings)
      .then(readResults, readError)
    const exchange = exchanges.get(event.messageId)
    exchanges.delete(event.messageId)
    return { at, ...result, ...(exchange === undefined ? {} : { exchange }) }
  }

  /** The presets map the message id to the insert id. */
  function record({ payload }: { readonly payload: unknown }): RequestOptions {
    const id = isRecord(payload) ? payload['insert_id'] : undefined
    const afterResponse: Hook = (request, { body }, response) => {
      if (typeof id === 'string') exchanges.set(id, toExchange(apiKey, { url: request.url, body }, response))
    }
    // The framework takes hooks, though its types for definitions do not say so.
    return { afterResponse: [afterResponse] } as RequestOptions
  }
}
