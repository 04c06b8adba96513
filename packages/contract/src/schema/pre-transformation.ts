import { longestFlagKey } from '../wire/user-properties.js'
import { preTransformation } from '../wire/vocabulary.js'
import { blankClass } from './blank-class.js'
import { identityCondition } from './identity-condition.js'
import type { JsonSchema } from './json-schema.js'
import { optionalKey, optionalText, plainNumber } from './json-schema.js'
import { variantCondition } from './variant-condition.js'

/**
 * JSON Schema of the pre-transformation form. An impression or exposure violates it if `transform` reports an error, and
 * only then. `docs/tracking-plan.md` lists the few differences; they concern characters and numbers that no real event has.
 *
 * The schema uses only what Segment's validator supports: no `$ref`, no lookahead, no `\u{…}` in patterns.
 */
export function preTransformationJsonSchema(): JsonSchema {
  const blanks = blankClass()
  const patterns = { visible: `[^${blanks}]`, onlyBlank: `^[${blanks}]*$` }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      type: { const: 'track' },
      event: {
        description: 'What happened: a page showed a variant, or an app used a feature experiment.',
        enum: [preTransformation.impression, preTransformation.exposure],
      },
      messageId: {
        description:
          'Segment’s id for the event. Becomes the insert id in Amplitude, so a repeated delivery counts once.',
        ...optionalText,
      },
      userId: { description: 'The visitor’s user id, if known.', ...optionalText },
      anonymousId: {
        description: 'The visitor’s device, unless context.device.id names it.',
        ...optionalText,
      },
      timestamp: {
        description:
          'When the event happened, with the clock corrected by Segment: ISO 8601 with a time zone.',
      },
      originalTimestamp: { description: 'When the event happened, by the visitor’s own clock: ISO 8601.' },
      receivedAt: { description: 'When Segment received the event: ISO 8601.' },
      context: {
        description: 'What Segment’s library knows about the visitor’s device and page.',
        properties: {
          device: {
            description: 'The device, in events from mobile apps.',
            properties: {
              id: { description: 'The device’s id. Takes precedence over anonymousId.', ...optionalText },
            },
          },
        },
      },
      properties: propertiesSchema(patterns),
    },
    required: ['type', 'event', 'properties'],
    ...identityCondition(patterns),
  }
}

function propertiesSchema({ visible, onlyBlank }: { visible: string; onlyBlank: string }): JsonSchema {
  return {
    type: 'object',
    properties: {
      [preTransformation.flagKey]: {
        description: 'The key of the flag or web experiment, such as hero-headline.',
        type: ['string', 'number', 'boolean'],
        pattern: visible,
        maxLength: longestFlagKey,
        ...plainNumber,
      },
      [preTransformation.variant]: {
        description:
          'The key of the variant shown, such as treatment. Absent, null or empty if the visitor isn’t in the experiment.',
        ...optionalKey,
      },
      [preTransformation.experimentKey]: {
        description: 'Tells the runs of one flag’s experiment apart.',
        ...optionalKey,
      },
      [preTransformation.time]: {
        description: 'When the variant was shown, by the visitor’s clock, in epoch milliseconds.',
      },
      [preTransformation.metadata]: {
        description: 'Details of the evaluation, such as flagVersion. Passed through unchanged.',
      },
    },
    required: [preTransformation.flagKey],
    ...variantCondition(onlyBlank),
  }
}
