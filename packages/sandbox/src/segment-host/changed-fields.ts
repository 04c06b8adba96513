import { isDeepStrictEqual } from 'node:util'
import type { ChangedField, Subscription } from './subscription.js'

type Mapping = Subscription['mapping']

/** Segment leaves these out of what it shows of a mapping, and then their defaults hold. */
const hiddenFields = new Set(['enable_batching', 'batch_keys', 'batch_size'])

/** The fields in which a subscription's mapping differs from the default one for its action. */
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

/** The mapping of the preset for the same events or, if no preset is for them, of the first one with the same action. */
function usualMapping({ partnerAction, subscribe }: Subscription, presets: readonly Subscription[]): Mapping {
  const same = presets.filter((preset) => preset.partnerAction === partnerAction)
  return (same.find((preset) => preset.subscribe === subscribe) ?? same[0])?.mapping ?? {}
}

function fieldOf(mapping: Mapping, field: string): unknown {
  return Object.hasOwn(mapping, field) ? (mapping[field] ?? null) : null
}

/** What Segment's app keeps in a mapping for itself, such as `__segment_internal_sync_mode`. */
function isInternal(field: string): boolean {
  return field.startsWith('__segment_internal')
}
