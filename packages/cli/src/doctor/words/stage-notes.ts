import { countOf, formatTook } from '../../terminal/format.js'
import type { NoteWords } from '../check.js'

type StageNote =
  | 'SEGMENT_TOOK_IT'
  | 'IMPRESSION_ARRIVED'
  | 'PROPERTY_SET'
  | 'PROPERTY_UNSET'
  | 'NO_COPIES'
  | 'DELETION_SCHEDULED'
  | 'PERSON_KEPT'
  | 'PERSON_NOT_KNOWN'
  | 'STAGE_NOT_REACHED'

/** What a stage that passed has to say, or why it was not looked at. */
export const stageNotes: NoteWords<StageNote> = {
  SEGMENT_TOOK_IT: ({ host, ms }) =>
    `${host} took the impression in ${formatTook(ms)}. It says so for any write key: only Amplitude proves it.`,
  IMPRESSION_ARRIVED: ({ name, ms }) =>
    `There as ${name} after ${formatTook(ms)}, with flag key, variant and experiment key.`,
  PROPERTY_SET: ({ property, variant, ms }) =>
    `${property} is ${variant}${ms < 1000 ? ', at once' : `, ${formatTook(ms)} after the event`}.`,
  PROPERTY_UNSET: ({ property, ms }) =>
    `${property} was gone ${formatTook(ms)} after an impression without a variant.`,
  NO_COPIES: ({ sent }) =>
    `No copy of the ${countOf(sent, 'test impression')} turned up within half a minute.`,
  DELETION_SCHEDULED: ({ userId, day }) =>
    `Amplitude deletes ${userId} ${day === undefined ? 'within 30 days' : `by ${day}`}, and sends the project’s admins an e-mail. ${inSegment}`,
  PERSON_KEPT: ({ userId }) =>
    `${userId} stays, with what was sent. Amplitude’s User Privacy API deletes them later; --delete-test-person does it at once. ${inSegment}`,
  PERSON_NOT_KNOWN: () => 'Amplitude doesn’t know the test person, so there is nobody to delete.',
  STAGE_NOT_REACHED: () => 'Not looked at: the impression didn’t get this far.',
}

const inSegment = 'In Segment: Settings, End User Privacy, with the same user id.'
