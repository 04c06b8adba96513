import type { JSONObject, SegmentEvent as CoreEvent } from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'
import type { Endpoints, Region } from '@experiment-impressions/delivery'
import { Destination } from './actions-core.js'
import { readError, readResults, type Attempt } from './attempt.js'
import { automaticPresets } from './automatic-presets.js'
import type { SegmentEvent } from './server-side.js'

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
  const destination = new Destination(definition)
  const settings: JSONObject = {
    apiKey,
    secretKey: 'not-used-for-delivery',
    endpoint: region,
    subscriptions: automaticPresets(definition),
  }

  /** Hands one event to every subscription that matches it. Never rejects. */
  return async function attempt(event: SegmentEvent): Promise<Attempt> {
    const at = now()
    try {
      const results = await destination.onEvent(event as unknown as CoreEvent, settings)
      return { at, ...readResults(results) }
    } catch (error) {
      return { at, ...readError(error) }
    }
  }
}
