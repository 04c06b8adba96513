import * as z from 'zod/mini'
import { timestampPattern } from '../time/timestamp.js'
import { longestFlagKey } from '../wire/user-properties.js'
import { preTransformation } from '../wire/vocabulary.js'

const optionalText = z.optional(z.nullable(z.string()))

const timestamp = z.optional(z.string().check(z.regex(timestampPattern)))

/**
 * The pre-transformation form: a Segment track event `$impression` or `$exposure`, as far as the transform reads it.
 * Other keys of the event and of its properties are allowed. This is what a sender should send; what `transform` puts up with is
 * more, and `preTransformationJsonSchema` says it.
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
