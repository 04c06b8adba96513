import { preTransformation } from '../wire/vocabulary.js'
import { kind, whereCreated, type IssueWords } from './words.js'

/** Issues of the whole event. */
export const eventWords = {
  EVENT_UNREADABLE: () => [
    'The event can’t be read: one of its values threw an error.',
    'Pass the event as plain JSON. JSON.parse(JSON.stringify(event)) shows what fails.',
  ],
  NOT_EXPERIMENT_EVENT: ({ received }) => [
    `This isn’t a track event named $impression or $exposure (found: ${kind(received)}), so it’s ignored.`,
    'Nothing to do. If it’s meant to be one, check its type and name.',
  ],
  EVENT_NAME_MISSING: () => [
    'The event has a flag key but no name, so it’s ignored.',
    `Set its event to “${preTransformation.impression}” or “${preTransformation.exposure}”. In a shell, put single quotes around it: in double quotes, the shell replaces $impression with nothing.`,
  ],
  EVENT_NAME_MISSPELLED: ({ meant }) => [
    `The event’s name isn’t exactly “${meant}”, so it’s ignored.`,
    `Did you mean “${meant}”? Correct the name ${whereCreated}. Case and blanks matter.`,
  ],
  EVENT_NAME_TRANSFORMED: ({ meant }) => [
    'The event already has the name that it gets in Amplitude. It’s ignored, so it sets no user property.',
    `Send it as “${meant}” instead, with its pre-transformation properties. The destination renames it.`,
  ],
  EVENT_TYPE_WRONG: ({ received }) => [
    `The event has the name of an experiment event, but its type isn’t “track” (found: ${kind(received)}), so it’s ignored.`,
    'Send it with analytics.track, or set its type to “track”.',
  ],
  EVENT_OF_OTHER_TOOL: () => [
    'The event reports an experiment of another tool. It’s ignored, because no preset handles it.',
    'If it should count in Amplitude, add a subscription for it in Segment, and map “Flag Key” and “Variant” to its properties.',
  ],
  PROPERTIES_BARE: () => [
    'These look like the properties of an experiment event, without the event around them.',
    `Wrap them: { "type": "track", "event": "${preTransformation.impression}", "userId": …, "properties": { … } }.`,
  ],
  INTEGRATIONS_OFF: () => [
    'The event’s integrations turn this destination off, so Segment doesn’t deliver it here.',
    'If it should arrive, set integrations["Amplitude-Experiment"] to true where the event is created, or remove All: false.',
  ],
  TRACK_EXPOSURE_OFF: () => [
    'The variant’s metadata says trackExposure: false, so nothing is sent.',
    'Nothing to do. If it should count, remove that metadata from the variant in Amplitude.',
  ],
  MUTUAL_EXCLUSION_GROUP: () => [
    'The flag is a mutual-exclusion group, which has no experiment user property to set or unset.',
    'Nothing to do.',
  ],
  MORE_ISSUES: ({ count }) => [
    count === 1
      ? 'This event has 1 more issue that isn’t listed.'
      : `This event has ${String(count)} more issues that aren’t listed.`,
    'Fix the listed ones, then check again.',
  ],
} satisfies Partial<IssueWords>
