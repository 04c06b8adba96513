import { createDestination } from '@experiment-impressions/destination'
import type { UsedSubscription } from '@experiment-impressions/inspection'
import type { Endpoints, Region } from '@experiment-impressions/delivery'
import type { SegmentEvent } from '../segment/server-side-fields.js'
import { changedFields } from './changed-fields.js'
import { combineTries, type Try } from './combine-tries.js'
import { deliverBatch, deliverSingly } from './deliver-events.js'
import { createGrouping, type Group } from './grouping.js'
import { createSubscriptionRunner } from './subscription-runner.js'
import { automaticPresets, isBatching, type Subscription } from './subscription.js'
import { createUploadWatch } from './uploads.js'
import { wrapRequests } from './wrap-requests.js'

interface SegmentHostOptions {
  readonly apiKey: string
  readonly region: Region
  /** Amplitude's addresses. @default those of the region */
  readonly endpoints: Endpoints | undefined
  /** @default the automatic presets */
  readonly subscriptions?: readonly Subscription[] | undefined
  /** Settings other than the keys and the region. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  /** Epoch ms. */
  readonly now: () => number
}

export interface SegmentHost {
  readonly groupOf: (event: SegmentEvent) => Group
  /** Delivers events of one group through its subscriptions. Returns one try per event, in order. Never rejects. */
  readonly deliver: (events: readonly SegmentEvent[], group: Group) => Promise<readonly Try[]>
}

/** Runs the destination as Segment's cloud does, in batches unless a subscription's mapping turns them off. */
export function createSegmentHost(options: SegmentHostOptions): SegmentHost {
  const { apiKey, region, endpoints, now } = options
  const destination = createDestination(endpoints === undefined ? {} : { endpoints })
  const presets = automaticPresets(destination)
  const subscriptions = options.subscriptions ?? presets
  const used = new Map(subscriptions.map((one) => [one, toUsedSubscription(one, presets)]))
  const { watch, wrap } = createUploadWatch(apiKey)
  const runner = createSubscriptionRunner({
    definition: wrapRequests(destination, wrap),
    settings: { ...options.settings, apiKey, secretKey: 'not-used-for-delivery', endpoint: region },
  })
  let lastBatch = 0

  return {
    groupOf: createGrouping(subscriptions),
    async deliver(events, { subscriptions: taking, isBatch }) {
      const at = now()
      if (isBatch) lastBatch += 1
      const batch = isBatch ? lastBatch : undefined
      const results = await Promise.all(
        taking.map(async (subscription) => {
          const deliver = isBatching(subscription.mapping) ? deliverBatch : deliverSingly
          const delivered = await deliver(events, { subscription, runner, watch })
          return { subscription: used.get(subscription) ?? null, delivered }
        }),
      )
      return combineTries(events, results, { at, batch })
    },
  }
}

function toUsedSubscription(subscription: Subscription, presets: readonly Subscription[]): UsedSubscription {
  const { name, partnerAction } = subscription
  return { name: name ?? partnerAction, changed: changedFields(subscription, presets) }
}
