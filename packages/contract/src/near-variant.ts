import { isBlank } from './suspect-text.js'
import { preTransformation } from './vocabulary.js'

/** Names that people give the variant, in lower case and without what is neither letter nor digit. */
const nearNames: ReadonlySet<string> = new Set([
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
 * `[Experiment] Variant`; `undefined` where there is none. Null and blank values carry nothing.
 */
export function nearVariant(properties: object): string | undefined {
  return Object.keys(properties)
    .filter(
      (name) =>
        name !== preTransformation.variant &&
        name.length <= longestName &&
        /^[\w\s[\].$:-]*$/.test(name) &&
        nearNames.has(name.toLowerCase().replace(/[^a-z\d]/g, '')) &&
        carries((properties as Readonly<Record<string, unknown>>)[name]),
    )
    .sort()[0]
}

function carries(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value === 'string' ? !isBlank(value) : true
}
