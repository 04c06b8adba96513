import * as z from 'zod/mini'
import { amplitudeLimits } from '../wire/amplitude-limits.js'
import { postTransformation, unsetPlaceholder, userPropertyOperator } from '../wire/vocabulary.js'

const text = z.string().check(z.minLength(1))

const identityAndTime = {
  user_id: z.optional(text.check(z.describe('The visitor’s user id, if known.'))),
  device_id: z.optional(
    text.check(z.describe('The device. At least one of user_id and device_id is required.')),
  ),
  time: z.optional(
    z.int().check(z.describe('When the variant was shown, corrected for clock skew, in epoch milliseconds.')),
  ),
  insert_id: z.optional(
    text.check(z.describe('For 7 days, Amplitude drops other events with this id and device.')),
  ),
}

const set = z.strictObject({ [userPropertyOperator.set]: z.record(z.string(), text) })
const unset = z.strictObject({
  [userPropertyOperator.unset]: z.record(z.string(), z.literal(unsetPlaceholder)),
})

const hasIdentity = z.refine<{ user_id?: string | undefined; device_id?: string | undefined }>(
  (event) => event.user_id !== undefined || event.device_id !== undefined,
)

/** An impression or exposure, as Amplitude records it. */
const recordedEventSchema = z
  .strictObject({
    event_type: z
      .enum([postTransformation.impression, postTransformation.exposure])
      .check(z.describe('Impression or exposure.')),
    ...identityAndTime,
    event_properties: z.looseObject({
      [postTransformation.flagKey]: text.check(
        z.maxLength(amplitudeLimits.stringCharacters),
        z.describe('The key of the flag.'),
      ),
      [postTransformation.variant]: z.optional(text.check(z.describe('The key of the variant shown.'))),
      [postTransformation.experimentKey]: z.optional(
        text.check(z.describe('Tells the runs of one flag’s experiment apart.')),
      ),
    }),
    user_properties: z.optional(
      z
        .union([set, unset])
        .check(z.describe('`[Experiment] <flag_key>`: set to the variant, or unset if there’s none.')),
    ),
  })
  .check(hasIdentity)

/** Takes a visitor out of an experiment without recording an event. */
const identifyEventSchema = z
  .strictObject({
    event_type: z.literal(postTransformation.identify),
    ...identityAndTime,
    user_properties: unset,
  })
  .check(hasIdentity)

/** The post-transformation form: the Amplitude event for one impression or exposure. */
export const amplitudeEventSchema = z.union([recordedEventSchema, identifyEventSchema])

export type AmplitudeEvent = z.infer<typeof amplitudeEventSchema>
