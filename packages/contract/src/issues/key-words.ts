import { escapeText } from '../text/escape-text.js'
import type { IssuePath } from './issues.js'
import { characters, kind, notString, unsafeNumber, whereCreated, type IssueWords } from './words.js'

const unknownExperiment = 'Amplitude can’t tell which experiment the visitor saw.'

/** Issues of the flag key, the variant and the experiment key. */
export const keyWords = {
  FLAG_KEY_MISSING: ({ received }, path) => [
    `The flag key is missing (found: ${received === 'string' ? 'an empty or blank string' : kind(received)}), so ${unknownExperiment}`,
    `Send the flag’s key as ${path.join('.')} ${whereCreated}.`,
  ],
  FLAG_KEY_MISNAMED: ({ wanted }, path) => [
    path.length === 1
      ? `The event has “${wanted}” beside its properties, not in them, so ${unknownExperiment}`
      : `The event has no “${wanted}”, but its property ${lastOf(path)} looks like one. Without it, ${unknownExperiment}`,
    path.length === 1
      ? `Send it as properties.${wanted}.`
      : `Did you mean “${wanted}”? Send the flag’s key as properties.${wanted} ${whereCreated}.`,
  ],
  FLAG_KEY_NOT_STRING: (params) => notString('flag key', params),
  FLAG_KEY_UNSAFE_NUMBER: () => unsafeNumber('flag key', 'so the event isn’t sent'),
  FLAG_KEY_TOO_LONG: ({ length, limit }) => [
    `The name of this flag’s user property would have ${characters(length)}. Amplitude truncates names to ${String(limit)}, which makes it another flag’s property.`,
    'Use a shorter flag key.',
  ],
  VARIANT_NOT_STRING: (params) => notString('variant', params),
  VARIANT_UNSAFE_NUMBER: () => unsafeNumber('variant', 'so the event isn’t sent'),
  VARIANT_MISNAMED: ({ wanted }, path) => [
    `The event has no “${wanted}”, but its property ${lastOf(path)} looks like one. The event isn’t sent, because without a variant it would take the person out of the experiment.`,
    `Did you mean “${wanted}”? Send the variant’s key as properties.${wanted}. If the visitor isn’t in the experiment, leave out both.`,
  ],
  VARIANT_OFF: () => [
    'The variant is “off”, which Amplitude reserves for people who aren’t in the experiment. It’s recorded as a variant anyway.',
    'Rename the variant. If the visitor isn’t in the experiment, leave out properties.variant.',
  ],
  EXPERIMENT_KEY_NOT_STRING: (params) => notString('experiment key', params),
  EXPERIMENT_KEY_UNSAFE_NUMBER: () => unsafeNumber('experiment key', 'so the event isn’t sent'),
} satisfies Partial<IssueWords>

/** The last key of a path, in quotes. */
function lastOf(path: IssuePath): string {
  return `“${escapeText(String(path[path.length - 1]))}”`
}
