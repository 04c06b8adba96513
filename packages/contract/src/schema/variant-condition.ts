import { nearNames } from '../read/near-variant.js'
import { preTransformation } from '../wire/vocabulary.js'
import { commonBlanks } from './blank-class.js'
import type { JsonSchema } from './json-schema.js'
import { wordPattern } from './word-pattern.js'

/**
 * Characters that can separate the letters of a near name: `variant_id`, `[Experiment] Variant`, `$variant`. Rarer blanks
 * would make the pattern four times as long.
 */
const separators = String.raw`[_.:$\-\[\]${commonBlanks}]*`

/** An event without a variant has no variant under a near name either (see `nearVariant`). Applies to its `properties`. */
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
