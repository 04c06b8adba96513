import { nearNames } from '../near-variant.js'
import { preTransformation } from '../vocabulary.js'
import { commonBlankClass } from './blank-class.js'
import type { JsonSchema } from './json-schema.js'
import { wordPattern } from './word-pattern.js'

/** What may stand between the letters of a near name: `variant_id`, `[Experiment] Variant`, `$variant`. */
const separators = String.raw`[_.:$\-\[\]${commonBlankClass}]*`

/** Where there is no variant, no property of a near name carries one (see `nearVariant`). For the properties of an event. */
export function variantCondition(onlyBlank: string): JsonSchema {
  return {
    anyOf: [
      {
        required: [preTransformation.variant],
        properties: { [preTransformation.variant]: { not: { enum: [null, ''] } } },
      },
      {
        patternProperties: {
          [wordPattern(nearNames, separators)]: { type: ['string', 'null'], pattern: onlyBlank },
        },
      },
    ],
  }
}
