import { escapeText } from '../text/escape-text.js'
import { characters, kind, notString, unsafeNumber, whereCreated, type IssueWords } from './words.js'

/** Issues of the flag key, the variant and the experiment key. */
export const keyWords = {
  FLAG_KEY_MISSING: ({ received }) => [
    `The flag key is missing (found: ${received === 'string' ? 'an empty or blank string' : kind(received)}), so Amplitude can’t tell which experiment the visitor saw.`,
    `Send the flag’s key as properties.flag_key ${whereCreated}.`,
  ],
  FLAG_KEY_NOT_STRING: (params) => notString('flag key', params),
  FLAG_KEY_UNSAFE_NUMBER: () => unsafeNumber('flag key', 'so the event isn’t sent'),
  FLAG_KEY_TOO_LONG: ({ length, limit }) => [
    `The name of this flag’s user property would have ${characters(length)}. Amplitude truncates names to ${String(limit)}, which makes it another flag’s property.`,
    'Use a shorter flag key.',
  ],
  VARIANT_NOT_STRING: (params) => notString('variant', params),
  VARIANT_UNSAFE_NUMBER: () => unsafeNumber('variant', 'so the event isn’t sent'),
  VARIANT_MISNAMED: (_, path) => [
    `The event has no “variant”, but its property “${escapeText(String(path[path.length - 1]))}” looks like one. The event isn’t sent, because without a variant it would take the person out of the experiment.`,
    'Did you mean “variant”? Send the variant’s key as properties.variant. If the visitor isn’t in the experiment, leave out both.',
  ],
  VARIANT_OFF: () => [
    'The variant is “off”, which Amplitude reserves for people who aren’t in the experiment. It’s recorded as a variant anyway.',
    'Rename the variant. If the visitor isn’t in the experiment, leave out properties.variant.',
  ],
  EXPERIMENT_KEY_NOT_STRING: (params) => notString('experiment key', params),
  EXPERIMENT_KEY_UNSAFE_NUMBER: () => unsafeNumber('experiment key', 'so the event isn’t sent'),
} satisfies Partial<IssueWords>
