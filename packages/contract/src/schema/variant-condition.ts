import { nearNames } from '../read/near-variant.js'
import { preTransformation } from '../wire/vocabulary.js'
import { commonBlanks } from './blank-class.js'
import type { JsonSchema } from './json-schema.js'
import { wordPattern } from './word-pattern.js'

/**
 * What may stand between the letters of a near name: `variant_id`, `[Experiment] Variant`, `$variant`. The rarer blanks are
 * left out: with them the pattern would be four times as long.
 */
const separators = String.raw`[_.:$\-\[\]${commonBlanks}]*`

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
