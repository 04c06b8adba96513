import * as z from 'zod/mini'
import { timestampPattern } from '../time/timestamp.js'
import { longestFlagKey } from '../wire/user-properties.js'
import { preTransformation } from '../wire/vocabulary.js'

const optionalText = z.optional(z.nullable(z.string()))

const timestamp = z.optional(z.string().check(z.regex(timestampPattern)))

/**
 * The pre-transformation form: the parts of a Segment track event `$impression` or `$exposure` that the transform reads.
 * The event and its properties can have other keys too. This is what a sender should send. `transform` accepts more, and
 * `preTransformationJsonSchema` describes that.
 */
export const trackEventSchema = z.looseObject({
  type: z.literal('track'),
  event: z.enum([preTransformation.impression, preTransformation.exposure]),
  messageId: optionalText,
  userId: optionalText,
  anonymousId: optionalText,
  timestamp: timestamp,
  originalTimestamp: timestamp,
  receivedAt: timestamp,
  context: z.optional(z.looseObject({ device: z.optional(z.looseObject({ id: optionalText })) })),
  properties: z.looseObject({
    [preTransformation.flagKey]: z.string().check(z.regex(/\S/), z.maxLength(longestFlagKey)),
    [preTransformation.variant]: optionalText,
    [preTransformation.experimentKey]: optionalText,
    [preTransformation.time]: z.optional(z.int()),
    [preTransformation.metadata]: z.optional(z.unknown()),
  }),
})

export type TrackEvent = z.infer<typeof trackEventSchema>
