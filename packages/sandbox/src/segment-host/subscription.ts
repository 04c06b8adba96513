import type { DestinationDefinition } from '@segment/actions-core'
import { ownPath } from '@experiment-impressions/contract/json'
import { resolveMapping } from './framework.js'

/** A subscription of the destination, in the form that Segment stores. */
export interface Subscription {
  /** The name that people see. @default the action's key */
  readonly name?: string
  /** Selects events, in Segment's filter language (FQL). */
  readonly subscribe: string
  /** The key of the action: `trackImpression` or `trackExposure`. */
  readonly partnerAction: string
  readonly mapping: Readonly<Record<string, unknown>>
  /** @default true */
  readonly enabled?: boolean
}

/** Returns the subscriptions that a destination has as soon as somebody enables it: its automatic presets. */
export function automaticPresets({ presets = [] }: Pick<DestinationDefinition, 'presets'>): Subscription[] {
  return presets.flatMap((preset) =>
    preset.type === 'automatic' ? [{ ...preset, mapping: preset.mapping ?? {} }] : [],
  )
}

/** Segment's default batch size, and its maximum. Source: action-destinations, README, "Batching Requests". */
const maxBatchSize = 1000

/** Whether Segment collects a subscription's events into batches: yes, unless the mapping turns batching off. */
export function isBatching(mapping: Subscription['mapping']): boolean {
  return String(fixedValue(mapping, 'enable_batching')) !== 'false'
}

/** How many events Segment puts into one batch of a subscription. An invalid size counts as the default, 1,000. */
export function batchSizeOf(mapping: Subscription['mapping']): number {
  const size = Number(fixedValue(mapping, 'batch_size'))
  return size >= 1 ? Math.min(Math.floor(size), maxBatchSize) : maxBatchSize
}

/** Returns the fields whose values must be equal within a batch. */
export function batchKeysOf(mapping: Subscription['mapping']): string[] {
  return [fixedValue(mapping, 'batch_keys')].flat().filter((key) => typeof key === 'string')
}

/** Returns the value of a field that doesn't depend on the event, such as `enable_batching`. */
export function fixedValue(mapping: Subscription['mapping'], field: string): unknown {
  const mapped = ownPath(mapping, [field])
  try {
    return ownPath(resolveMapping({ field: structuredClone(mapped) } as never, {}), ['field'])
  } catch {
    // Segment can't run this directive, so it's neither a size, nor a key, nor “false”.
    return mapped
  }
}
