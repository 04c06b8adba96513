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
    'Name it “$impression” or “$exposure”. In a shell, use single quotes: in double ones, $impression becomes nothing.',
  ],
  EVENT_NAME_MISSPELLED: ({ meant }) => [
    `The event’s name isn’t exactly “${meant}”, so it’s ignored.`,
    `Did you mean “${meant}”? Correct the name ${whereCreated}.`,
  ],
  EVENT_NAME_TRANSFORMED: ({ meant }) => [
    'The event already has Amplitude’s name, so it’s ignored and sets no user property.',
    `Send it as “${meant}”. The destination renames it.`,
  ],
  EVENT_TYPE_WRONG: ({ received }) => [
    `The event’s type isn’t “track” (found: ${kind(received)}), so it’s ignored.`,
    'Use analytics.track, or set its type to “track”.',
  ],
  EVENT_OF_OTHER_TOOL: () => [
    'The event is about another tool’s experiment, so it’s ignored.',
    'If it should count, add a subscription that maps “Flag Key” and “Variant” to its properties.',
  ],
  PROPERTIES_BARE: () => [
    'These are the properties of an experiment event, without the event.',
    'Wrap them: { "type": "track", "event": "$impression", "userId": …, "properties": { … } }.',
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
