import type { SegmentEvent } from '../segment/server-side-fields.js'
import { readFilter } from './filter.js'
import { resolveMapping } from './framework.js'
import { batchKeysOf, batchSizeOf, isBatching, type Subscription } from './subscription.js'

/** Events that are delivered together: the same subscriptions match them, and they may share a batch. */
export interface Group {
  /** Different for every group. */
  readonly key: string
  readonly subscriptions: readonly Subscription[]
  /** Whether its events are collected and delivered as batches. */
  readonly isBatch: boolean
  /** Maximum events per batch; 1 if it doesn't batch. */
  readonly size: number
}

/** Returns a function that finds an event's group. A disabled subscription matches no event. */
export function createGrouping(subscriptions: readonly Subscription[]): (event: SegmentEvent) => Group {
  const readers = subscriptions
    .filter(({ enabled }) => enabled !== false)
    .map((subscription, index) => ({
      subscription,
      index,
      filter: readFilter(subscription.subscribe),
      batching: isBatching(subscription.mapping) ? readBatching(subscription.mapping) : undefined,
    }))

  return (event) => {
    const taking = readers.filter(({ filter }) => filter?.matches(event) === true)
    const batching = taking.flatMap(({ batching }) => batching ?? [])
    const values = batching.map(({ keyValuesOf }) => keyValuesOf(event))
    return {
      key: JSON.stringify([taking.map(({ index }) => index), values]),
      subscriptions: taking.map(({ subscription }) => subscription),
      isBatch: batching.length > 0,
      size: batching.length === 0 ? 1 : Math.min(...batching.map(({ size }) => size)),
    }
  }
}

function readBatching(mapping: Subscription['mapping']) {
  const keys = batchKeysOf(mapping)
  return {
    size: batchSizeOf(mapping),
    /** The values of the fields that must be equal within a batch. */
    keyValuesOf: (event: SegmentEvent): unknown => {
      if (keys.length === 0) return []
      try {
        const payload = resolveMapping(mapping as never, event) as Readonly<Record<string, unknown>>
        return keys.map((key) => payload[key] ?? null)
      } catch {
        // If a mapping fails, the framework refuses every event of the batch.
        return [event.messageId]
      }
    },
  }
}
