import { withoutInvisible } from '../text/invisible.js'
import { isBlank } from '../text/suspect-text.js'
import { preTransformation } from '../wire/vocabulary.js'

/** Names that people give the variant, in lower case and without what is neither letter nor digit. */
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

/** A name longer than this is none of them, and isn't looked at. */
const longestName = 40

/**
 * The property that carries a variant under another name than `variant`: `Variant`, `variant_id`, `variationName`,
 * `[Experiment] Variant`, or `variant` with an invisible character in it; `undefined` where there is none. Null and blank values carry nothing.
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

/** Empty for a name that no near name is written like. */
function bareName(name: string): string {
  const visible = withoutInvisible(name)
  return /^[\w\s[\].$:-]*$/.test(visible) ? visible.toLowerCase().replace(/[^a-z\d]/g, '') : ''
}

function carries(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value === 'string' ? !isBlank(value) : true
}
