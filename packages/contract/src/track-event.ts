import * as z from 'zod/mini'
import { amplitudeLimits } from './amplitude-limits.js'
import { timestampPattern } from './timestamp.js'
import { experimentUserPropertyPrefix, preTransformation } from './vocabulary.js'

const optionalText = z.optional(z.nullable(z.string()))

const timestamp = z.optional(z.string().check(z.regex(timestampPattern)))

/**
 * The pre-transformation form: a Segment track event `$impression` or `$exposure`, as far as the transform reads it.
 * Other keys of the event and of its properties are allowed.
 */
export const trackEventSchema = z.looseObject({
  type: z.literal('track'),
  event: z
    .enum([preTransformation.impression, preTransformation.exposure])
    .check(z.describe('What happened: a variant was shown on a page, or a feature experiment was used.')),
  messageId: optionalText.check(z.describe('Segment’s id of the event; becomes the insert id.')),
  userId: optionalText.check(z.describe('The known visitor.')),
  anonymousId: optionalText.check(z.describe('The device, unless context.device.id names it.')),
  timestamp: timestamp.check(z.describe('When the event happened, corrected by Segment for clock skew.')),
  originalTimestamp: timestamp.check(z.describe('When the event happened, by the visitor’s own clock.')),
  receivedAt: timestamp.check(z.describe('When Segment received the event.')),
  context: z.optional(z.looseObject({ device: z.optional(z.looseObject({ id: optionalText })) })),
  properties: z.looseObject({
    [preTransformation.flagKey]: z
      .string()
      .check(
        z.regex(/\S/),
        z.maxLength(amplitudeLimits.stringCharacters - experimentUserPropertyPrefix.length),
        z.describe('The key of the flag.'),
      ),
    [preTransformation.variant]: optionalText.check(
      z.describe('The key of the variant shown; absent, null or empty for a visitor who is out.'),
    ),
    [preTransformation.experimentKey]: optionalText.check(
      z.describe('Tells the runs of one flag’s experiment apart.'),
    ),
    [preTransformation.time]: z.optional(
      z.int().check(z.describe('When the variant was shown, by the visitor’s clock: epoch milliseconds.')),
    ),
    [preTransformation.metadata]: z.optional(
      z.unknown().check(z.describe('What the evaluation knew; passes through.')),
    ),
  }),
})

export type TrackEvent = z.infer<typeof trackEventSchema>
