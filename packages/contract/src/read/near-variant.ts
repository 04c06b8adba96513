import { preTransformation } from '../wire/vocabulary.js'
import { nearName } from './near-name.js'

/** Names that people give the variant, reduced to lower-case letters and digits. */
export const nearNames: ReadonlySet<string> = new Set([
  'variant',
  'variantid',
  'variantkey',
  'variantname',
  'variantvalue',
  'variation',
  'variationid',
  'variationkey',
  'variationname',
  'experimentvariant',
  'experimentvariantid',
  'experimentvariantkey',
  'experimentvariantname',
  'experimentvariation',
  'flagvariant',
  'assignedvariant',
])

/**
 * The name of the property that has a variant under a name similar to `wanted`: `Variant`, `variant_id`, `variationName`,
 * `[Experiment] Variant`, or `variant` with an invisible character. `undefined` if there's none. Null and blank values don't
 * count.
 */
export function nearVariant(
  properties: object,
  wanted: string = preTransformation.variant,
): string | undefined {
  return nearName(properties, nearNames, [wanted])
}
