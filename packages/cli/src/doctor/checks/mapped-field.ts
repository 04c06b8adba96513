import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { ActionDefinition } from '@segment/actions-core'
import { describeMapping } from '../words/describe-mapping.js'
import type { MappedField, Place } from '../finding.js'
import type { Subscription } from '../read/subscription.js'

interface MappedFieldOptions {
  readonly fields: ActionDefinition<never>['fields']
  /** The preset for the same events, which shows how the field is mapped usually. */
  readonly reference: Subscription
}

/** One field as findings show it: how it is mapped, and how the preset maps it. */
export function mappedField(
  field: string,
  { mapping }: Subscription,
  { fields, reference }: MappedFieldOptions,
): MappedField {
  const own = ownPath(mapping, [field])
  return {
    field,
    label: fields[field]?.label ?? field,
    mapped: isGiven(own) ? describeMapping(own) : undefined,
    preset: describeMapping(ownPath(reference.mapping, [field])),
  }
}

/** Where a field of a subscription’s mapping stands. */
export function placeOfField({ place }: Pick<Subscription, 'place'>, field: string): Place {
  return { ...place, path: [...place.path, 'mapping', field] }
}
