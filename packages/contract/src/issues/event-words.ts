import { kind, type IssueWords } from './words.js'

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
