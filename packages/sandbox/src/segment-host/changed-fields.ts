import { isDeepStrictEqual } from 'node:util'
import type { ChangedField } from '@experiment-impressions/inspection'
import type { Subscription } from './subscription.js'

type Mapping = Subscription['mapping']

/** Segment leaves these out of the mappings that it shows; their defaults then apply. */
const hiddenFields = new Set(['enable_batching', 'batch_keys', 'batch_size'])

/** Returns the fields in which a subscription's mapping differs from the default one for its action. */
export function changedFields(
  subscription: Subscription,
  presets: readonly Subscription[],
): readonly ChangedField[] {
  const { mapping } = subscription
  const usual = usualMapping(subscription, presets)
  const fields = new Set([...Object.keys(usual), ...Object.keys(mapping)])
  return [...fields].flatMap((field) => {
    const [own, other] = [fieldOf(mapping, field), fieldOf(usual, field)]
    if (isDeepStrictEqual(own, other) || isInternal(field)) return []
    return own === null && hiddenFields.has(field) ? [] : [{ field, mapping: own, usual: other }]
  })
}

/** The mapping of the preset for the same events, or else of the first preset with the same action. */
function usualMapping({ partnerAction, subscribe }: Subscription, presets: readonly Subscription[]): Mapping {
  const same = presets.filter((preset) => preset.partnerAction === partnerAction)
  return (same.find((preset) => preset.subscribe === subscribe) ?? same[0])?.mapping ?? {}
}

function fieldOf(mapping: Mapping, field: string): unknown {
  return Object.hasOwn(mapping, field) ? (mapping[field] ?? null) : null
}

/** Whether Segment's app keeps the field for itself, as it does `__segment_internal_sync_mode`. */
function isInternal(field: string): boolean {
  return field.startsWith('__segment_internal')
}
