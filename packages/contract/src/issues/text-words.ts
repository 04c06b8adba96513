import { characters, type IssueWords } from './words.js'

/** Issues of any text. */
export const textWords = {
  TEXT_PADDED: () => [
    'The text starts or ends with blanks, so it doesn’t match the same text without them.',
    'Trim it where the event is created.',
  ],
  TEXT_INVISIBLE: () => [
    'The text contains invisible characters, such as a zero-width or no-break space, so it isn’t the text that people see.',
    'Remove them where the event is created. They often come from copying and pasting.',
  ],
  TEXT_PLACEHOLDER: () => [
    'The text is what programs print for a missing value, such as “null” or “undefined”.',
    'If there’s no value, leave the field out.',
  ],
  STRING_TOO_LONG: ({ length, limit }) => [
    `The text has ${characters(length)}. Amplitude truncates it to ${String(limit)}.`,
    'Shorten it if the end matters.',
  ],
} satisfies Partial<IssueWords>
