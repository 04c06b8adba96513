import type { JSONObject } from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'
import type { Endpoints, Region } from '@experiment-impressions/delivery'
import { Destination } from './framework.js'
import { automaticPresets } from './automatic-presets.js'
import { changedFields } from './changed-fields.js'
import { batches, createGrouping, type Group } from './grouping.js'
import { handBatch, handSingly, type Handed } from './hand-over.js'
import type { SegmentEvent } from '../segment/server-side.js'
import type { Subscription, TakenBy } from './subscription.js'
import { toTries, type Try } from './to-tries.js'
import { createUploadWatch } from './uploads.js'

interface DestinationHostOptions {
  readonly apiKey: string
  readonly region: Region
  /** Where Amplitude is, if not in its region. */
  readonly endpoints: Endpoints | undefined
  /** @default the ones that enabling the destination gives */
  readonly subscriptions?: readonly Subscription[] | undefined
  /** Settings besides the keys and the region. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  /** Epoch ms. */
  readonly now: () => number
}

export interface DestinationHost {
  readonly groupOf: (event: SegmentEvent) => Group
  /** Hands events of one group to every subscription that takes them; one try each, in order. Never rejects. */
  readonly deliver: (events: readonly SegmentEvent[], group: Group) => Promise<readonly Try[]>
}

/** Runs the destination as Segment's cloud does, in batches unless a subscription's mapping turns them off. */
export function createDestinationHost(options: DestinationHostOptions): DestinationHost {
  const { apiKey, region, endpoints, now } = options
  const definition = createDestination(endpoints === undefined ? {} : { endpoints })
  const presets = automaticPresets(definition)
  const subscriptions = options.subscriptions ?? presets
  const takenBy = new Map(subscriptions.map((one) => [one, describe(one, presets)]))
  const { watch, requestOptions } = createUploadWatch(apiKey)
  const destination = new Destination({ ...definition, extendRequest: () => requestOptions })
  const settings = {
    ...options.settings,
    apiKey,
    secretKey: 'not-used-for-delivery',
    endpoint: region,
  } as JSONObject
  let lastBatch = 0

  async function hand(events: readonly SegmentEvent[], subscription: Subscription): Promise<Handed[]> {
    // The framework fails on a batch for an action that it doesn't know.
    if (!Object.hasOwn(definition.actions, subscription.partnerAction)) return events.map(() => noAction)
    const own = { ...settings, subscriptions: [subscription as unknown as JSONObject] }
    const handed = await (batches(subscription) ? handBatch : handSingly)(events, {
      destination,
      settings: own,
      watch,
    })
    // The framework keeps every response, with its request, for as long as the destination is there.
    destination.responses.length = 0
    return handed
  }

  return {
    groupOf: createGrouping(subscriptions),
    async deliver(events, { subscriptions: taking, isBatch }) {
      const at = now()
      if (isBatch) lastBatch += 1
      const batch = isBatch ? lastBatch : undefined
      const handed = await Promise.all(
        taking.map(async (one) => ({ takenBy: takenBy.get(one) ?? null, handed: await hand(events, one) })),
      )
      return toTries(events, handed, { at, batch })
    },
  }
}

const noAction: Handed = {
  outcome: 'skipped',
  reason: 'The destination doesn’t have the action of this subscription.',
  post: null,
  uploads: 0,
}

function describe(subscription: Subscription, presets: readonly Subscription[]): TakenBy {
  const { name, partnerAction } = subscription
  return { name: name ?? partnerAction, changed: changedFields(subscription, presets) }
}
