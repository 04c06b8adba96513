import { characters, type IssueWords } from './words.js'

/** Issues of texts and of the event's other properties. */
export const valueWords = {
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
  NESTING_TOO_DEEP: ({ limit }) => [
    `The value is nested more than ${String(limit)} layers deep, which Amplitude doesn’t accept, so it’s left off.`,
    'Flatten the property.',
  ],
  PROPERTIES_TOO_MANY: ({ limit }) => [
    `The event has more than ${String(limit)} values. The rest are left off.`,
    'Send fewer properties.',
  ],
  PROPERTY_NAME_UNSAFE: () => [
    'The property is named __proto__, which many programs treat specially, so it’s left off.',
    'Rename it.',
  ],
  USER_PROPERTIES_IGNORED: () => [
    'An impression sets only its experiment’s user property, so user_properties stays an event property.',
    'Send traits with an identify call.',
  ],
} satisfies Partial<IssueWords>
