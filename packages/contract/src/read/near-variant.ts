import { withoutInvisible } from '../text/invisible.js'
import { isBlank } from '../text/suspect-text.js'
import { preTransformation } from '../wire/vocabulary.js'

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

/** Longer names aren't checked, because none of these is that long. */
const longestName = 40

/**
 * The name of the property that has a variant under a name similar to `variant`: `Variant`, `variant_id`, `variationName`,
 * `[Experiment] Variant`, or `variant` with an invisible character. `undefined` if there's none. Null and blank values don't
 * count.
 */
export function nearVariant(properties: object): string | undefined {
  return Object.keys(properties)
    .filter(
      (name) =>
        name !== preTransformation.variant &&
        name.length <= longestName &&
        nearNames.has(bareName(name)) &&
        carries((properties as Readonly<Record<string, unknown>>)[name]),
    )
    .sort()[0]
}

/** The name in lower-case letters and digits; empty if it contains characters that no near name has. */
function bareName(name: string): string {
  const visible = withoutInvisible(name)
  return /^[\w\s[\].$:-]*$/.test(visible) ? visible.toLowerCase().replace(/[^a-z\d]/g, '') : ''
}

function carries(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value === 'string' ? !isBlank(value) : true
}
