import { resolveMapping } from './framework.js'
import { readFilter } from './filter.js'
import type { SegmentEvent } from '../segment/server-side.js'
import type { Subscription } from './subscription.js'

/** What goes out together: the events that the same subscriptions take, and that may share a batch. */
export interface Group {
  /** Different for every group. */
  readonly key: string
  readonly subscriptions: readonly Subscription[]
  /** Whether its events are collected and handed over as batches. */
  readonly isBatch: boolean
  /** Most events of one batch; 1 if it doesn't batch. */
  readonly size: number
}

/** Segment's default, and the most that it takes. Source: action-destinations, README, "Batching Requests". */
const mostEvents = 1000

/** Sorts events by the subscriptions that take them; a disabled subscription takes none. */
export function createGrouping(subscriptions: readonly Subscription[]): (event: SegmentEvent) => Group {
  const takers = subscriptions
    .filter(({ enabled }) => enabled !== false)
    .map((subscription, index) => ({ subscription, index, takes: readFilter(subscription.subscribe) }))

  return (event) => {
    const taking = takers.filter(({ takes }) => takes(event))
    const own = taking.map(({ subscription }) => subscription)
    const batching = own.filter(batches)
    const values = batching.map((subscription) => batchKeyValues(subscription, event))
    return {
      key: JSON.stringify([taking.map(({ index }) => index), values]),
      subscriptions: own,
      isBatch: batching.length > 0,
      size: batching.length === 0 ? 1 : Math.min(...batching.map(sizeOf)),
    }
  }
}

/** Whether Segment collects the events of a subscription. */
export function batches({ mapping }: Subscription): boolean {
  return mapping['enable_batching'] !== false
}

function sizeOf({ mapping: { batch_size: size } }: Subscription): number {
  return typeof size === 'number' && size >= 1 ? Math.min(Math.floor(size), mostEvents) : mostEvents
}

/** The values of the fields that must be equal within a batch. */
function batchKeyValues({ mapping }: Subscription, event: SegmentEvent): unknown {
  const keys = mapping['batch_keys']
  if (!Array.isArray(keys) || keys.length === 0) return []
  try {
    const payload = resolveMapping(mapping as never, event) as Readonly<Record<string, unknown>>
    return keys.map((key) => payload[String(key)] ?? null)
  } catch {
    // A mapping that fails is refused by the framework, with all that it is handed with.
    return [event.messageId]
  }
}
