import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { ActionDefinition } from '@segment/actions-core'
import { describeMapping } from '@experiment-impressions/inspection'
import type { Place } from '../finding.js'
import type { MappedField } from '../finding-params.js'
import type { Subscription } from '../read/subscription.js'

interface MappedFieldOptions {
  readonly fields: ActionDefinition<never>['fields']
  /** The preset for the same events, which shows the usual mapping of the field. */
  readonly reference: Subscription
}

/** Describes a field for a finding: how it’s mapped, and how the preset maps it. */
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

/** The place of a field in a subscription’s mapping. */
export function placeOfField({ place }: Pick<Subscription, 'place'>, field: string): Place {
  return { ...place, path: [...place.path, 'mapping', field] }
}
