import { amplitudeLimits, isRefusedId, refusedIds } from '../wire/amplitude-limits.js'
import { preTransformation } from '../wire/vocabulary.js'
import type { JsonSchema } from './json-schema.js'
import { plainNumber } from './values.js'
import { wordPattern } from './word-pattern.js'

/** Patterns of text: something in it shows, or nothing does. */
export interface BlankPatterns {
  readonly visible: string
  readonly onlyBlank: string
}

/**
 * Somebody is left to whom the event belongs (see `identityOf`): an id that Amplitude takes, `anonymousId` only where there
 * is no `context.device.id`; or `trackExposure` is false, and nobody is asked for. For a whole event.
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

/** An id as text, or as what is sent as its text and is long enough. */
function usableId(visible: string): JsonSchema {
  const refused = [...refusedIds].filter((id) => id.length >= shortest)
  return {
    anyOf: [
      { type: 'string', minLength: shortest, pattern: visible, not: { pattern: wordPattern(refused) } },
      {
        type: 'number',
        allOf: [
          plainNumber,
          // Whole numbers of enough digits; the sign is a character too. Fractions are not counted.
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

/** What counts as no id at all, so that the next one is looked at. */
function noId(onlyBlank: string): JsonSchema {
  return {
    anyOf: [{ type: 'null' }, { type: 'string', pattern: onlyBlank }, { type: 'number', not: plainNumber }],
  }
}

/** There is something at the path, and it satisfies the schema. */
function at(path: readonly string[], schema: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>(
    (inner, key) => ({ type: 'object', required: [key], properties: { [key]: inner } }),
    schema,
  )
}

/** If there is something at the path, it satisfies the schema. */
function ifAny(path: readonly string[], schema: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>((inner, key) => ({ properties: { [key]: inner } }), schema)
}
