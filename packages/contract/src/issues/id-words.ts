import { characters, notString, unsafeNumber, type IssueWords } from './words.js'

/** Issues of the visitor's ids and of the messageId. */
export const idWords = {
  ID_MISSING: () => [
    'The event has no usable id, so Amplitude can’t tell who saw the variant.',
    'Send a userId or anonymousId that Amplitude accepts, the same as on the visitor’s conversion events.',
  ],
  ID_NOT_STRING: (params) => notString('id', params),
  ID_UNSAFE_NUMBER: () => unsafeNumber('id', 'so it’s left off: two people could end up with the same id'),
  ID_BLANK: () => ['The id is blank, so it’s left off.', 'If there’s no id, leave the field out.'],
  ID_TOO_SHORT: ({ length, limit }) => [
    `The id has ${characters(length)}. Amplitude rejects ids under ${characters(limit)}, so it’s left off.`,
    'Use longer ids, the same as on the visitor’s conversion events.',
  ],
  ID_REFUSED: () => [
    'The id is one that Amplitude always rejects, such as “anonymous” or “null”, so it’s left off.',
    'If there’s no id, leave the field out.',
  ],
  INSERT_ID_MISSING: () => [
    'There’s no messageId, so Amplitude can’t tell a repeated delivery from a second impression.',
    'Keep Segment’s messageId: analytics.js and Segment’s API add one to every event.',
  ],
  INSERT_ID_NOT_STRING: (params) => notString('messageId', params),
  INSERT_ID_UNSAFE_NUMBER: () =>
    unsafeNumber('messageId', 'so it’s left off: two events could end up with the same id'),
} satisfies Partial<IssueWords>
