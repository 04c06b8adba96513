import type { JSONObject, SegmentEvent as CoreEvent } from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'
import type { Endpoints, Region } from '@experiment-impressions/delivery'
import { isRecord } from '../json.js'
import { Destination } from './actions-core.js'
import { readError, type Attempt } from './attempt.js'
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
    subscriptions: (definition.presets ?? []).flatMap((preset) =>
      // A preset is JSON, which its type does not say.
      preset.type === 'automatic' ? [preset as unknown as JSONObject] : [],
    ),
  }

  /** Hands one event to every subscription that matches it. Never rejects. */
  return async function attempt(event: SegmentEvent): Promise<Attempt> {
    const at = now()
    try {
      const results = await destination.onEvent(event as unknown as CoreEvent, settings)
      const delivered = results.map(({ data }): unknown => data).filter(isRecord)
      if (delivered.some((one) => one['kind'] === 'accepted')) return { at, outcome: 'accepted' }
      const reason = delivered.find((one) => one['kind'] === 'skipped')?.['reason']
      return { at, outcome: 'skipped', ...(typeof reason === 'string' ? { reason } : {}) }
    } catch (error) {
      return { at, ...readError(error) }
    }
  }
}
