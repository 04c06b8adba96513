import type { GlobalSetting } from '@segment/actions-core'

type SettingName =
  | 'apiKey'
  | 'secretKey'
  | 'endpoint'
  | 'unsetAs'
  | 'transformAt'
  | 'skipUserPropertiesAfterHours'
  | 'uploadApi'
  | 'minIdLength'
  | 'partnerId'

/** What the CDP admin fills in once for the destination. */
export const settings: Record<SettingName, GlobalSetting> = {
  apiKey: {
    label: 'API Key',
    description:
      'The API key of your Amplitude project. In Amplitude, open Settings, then Organization settings, then Projects, and select the project. With the key of another project, impressions arrive there, and your experiments stay empty.',
    type: 'password',
    required: true,
  },
  secretKey: {
    label: 'Secret Key',
    description:
      'The secret key of the same project, found beside its API key. It is used to check that the two keys belong together and to pass on your users’ requests to be deleted; impressions are delivered with the API key alone.',
    type: 'password',
    required: true,
  },
  endpoint: {
    label: 'Amplitude Data Region',
    description:
      'Where your Amplitude organization keeps its data: Europe if you sign in at app.eu.amplitude.com, North America otherwise. With the wrong region Amplitude refuses every event as “Invalid API key”.',
    type: 'string',
    choices: [
      { label: 'North America', value: 'north_america' },
      { label: 'Europe', value: 'europe' },
    ],
    default: 'north_america',
  },
  unsetAs: {
    label: 'When a Visitor Is Out of the Experiment',
    description:
      'What is sent where an event has no variant. “Record the event” sends the impression or exposure without a variant and unsets the experiment’s user property. “Only unset the user property” records nothing.',
    type: 'string',
    choices: [
      { label: 'Record the event and unset the user property', value: 'event' },
      { label: 'Only unset the user property', value: 'identify' },
    ],
    default: 'event',
  },
  transformAt: {
    label: 'Where Events Are Transformed',
    description:
      '“In this destination” sends Amplitude every event in its final form, and shows that form in Segment’s delivery view. “When Amplitude takes it in” sends it as it is and leaves the rest to Amplitude; only take it if Amplitude advises you to.',
    type: 'string',
    choices: [
      { label: 'In this destination', value: 'here' },
      { label: 'When Amplitude takes it in', value: 'ingestion' },
    ],
    default: 'here',
  },
  skipUserPropertiesAfterHours: {
    label: 'Leave User Properties Alone After Hours',
    description:
      'An event that is older than so many hours when it is delivered is recorded, but does not change the visitor’s user property: Amplitude keeps the value that came last, and a late one would overwrite a newer one. Leave it empty to always change it; set it for replays.',
    type: 'number',
  },
  uploadApi: {
    label: 'Amplitude Upload API',
    description:
      'Which of Amplitude’s two APIs takes the events. “HTTP V2” shows them within seconds and takes 30 events a second of one person. “Batch” is for replays and for sites where one person brings more; its events show up later.',
    type: 'string',
    choices: [
      { label: 'HTTP V2', value: 'httpapi' },
      { label: 'Batch', value: 'batch' },
    ],
    default: 'httpapi',
  },
  minIdLength: {
    label: 'Minimum ID Length',
    description:
      'The shortest user id or device id that Amplitude is asked to take. Leave it empty, and ids of fewer than 5 characters are left off; set it to the length of your shortest id if your own ids are shorter.',
    type: 'number',
  },
  partnerId: {
    label: 'Partner ID',
    description:
      'The id by which Amplitude knows a partner’s integration. Leave it empty unless Amplitude has given you one.',
    type: 'string',
  },
}
