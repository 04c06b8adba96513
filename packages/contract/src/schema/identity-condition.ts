import { amplitudeLimits, isRefusedId, refusedIds } from '../wire/amplitude-limits.js'
import { preTransformation } from '../wire/vocabulary.js'
import type { JsonSchema } from './json-schema.js'
import { plainNumber } from './json-schema.js'
import { wordPattern } from './word-pattern.js'

/** Patterns for a text with a visible character, and for one without. */
export interface BlankPatterns {
  readonly visible: string
  readonly onlyBlank: string
}

/**
 * The condition that an event has an id that Amplitude accepts. As in `readIdentity`, `anonymousId` counts only if there's
 * no `context.device.id`. An event whose `trackExposure` is false needs no id. Applies to the root of an event.
 */
export function identityCondition(patterns: BlankPatterns): JsonSchema {
  const usable = usableId(patterns.visible)
  return {
    anyOf: [
      { required: ['userId'], properties: { userId: usable } },
      at(['context', 'device', 'id'], usable),
      {
        required: ['anonymousId'],
        properties: { anonymousId: usable, context: ifAny(['device', 'id'], noId(patterns.onlyBlank)) },
      },
      at(['properties', preTransformation.metadata, 'trackExposure'], { const: false }),
      {
        allOf: [
          at(['properties', `${preTransformation.metadata}_trackExposure`], { const: false }),
          ifAny(['properties', preTransformation.metadata, 'trackExposure'], { type: 'null' }),
        ],
      },
    ],
  }
}

const shortest = amplitudeLimits.minIdCharacters

/** An id, or a number or boolean that is a valid id once it's sent as text. */
function usableId(visible: string): JsonSchema {
  const refused = [...refusedIds].filter((id) => id.length >= shortest)
  return {
    anyOf: [
      { type: 'string', minLength: shortest, pattern: visible, not: { pattern: wordPattern(refused) } },
      {
        type: 'number',
        allOf: [
          plainNumber,
          // Whole numbers with enough digits; the sign counts as a character. Fractions always pass.
          {
            anyOf: [
              { minimum: 10 ** (shortest - 1) },
              { maximum: -(10 ** (shortest - 2)) },
              { not: { type: 'integer' } },
            ],
          },
        ],
      },
      { enum: [true, false].filter((id) => String(id).length >= shortest && !isRefusedId(String(id))) },
    ],
  }
}

/** A value that counts as no id, so the next id is used. */
function noId(onlyBlank: string): JsonSchema {
  return {
    anyOf: [{ type: 'null' }, { type: 'string', pattern: onlyBlank }, { type: 'number', not: plainNumber }],
  }
}

/** The path has a value, and it satisfies the schema. */
function at(path: readonly string[], schema: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>(
    (inner, key) => ({ type: 'object', required: [key], properties: { [key]: inner } }),
    schema,
  )
}

/** If the path has a value, it satisfies the schema. */
function ifAny(path: readonly string[], schema: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>((inner, key) => ({ properties: { [key]: inner } }), schema)
}
