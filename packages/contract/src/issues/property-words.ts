import type { IssueWords } from './words.js'

/** Issues of the event's other properties. */
export const propertyWords = {
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
