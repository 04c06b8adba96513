import type { GlobalSetting } from '@segment/actions-core'
import { settingChoices, type SettingName } from './setting-names'

/** The settings that an admin fills in once for the destination. */
export const settings: Record<SettingName, GlobalSetting> = {
  apiKey: {
    label: 'API Key',
    description:
      'The API key of your Amplitude project. To find it in Amplitude, open Settings, then Organization settings, then Projects, and select the project. With the key of another project, impressions go to that project and your experiments stay empty.',
    type: 'password',
    required: true,
  },
  secretKey: {
    label: 'Secret Key',
    description:
      'The secret key of the same project, shown next to its API key. It is used to check that the two keys belong together and to forward your users’ deletion requests. Impressions are delivered with the API key alone.',
    type: 'password',
    required: true,
  },
  endpoint: {
    label: 'Amplitude Data Region',
    description:
      'The region where your Amplitude organization stores its data: Europe if you sign in at app.eu.amplitude.com, otherwise North America. With the wrong region, Amplitude rejects every event with “Invalid API key”.',
    type: 'string',
    choices: choices('endpoint', { north_america: 'North America', europe: 'Europe' }),
    default: 'north_america',
  },
  unsetAs: {
    label: 'When an event has no variant',
    description:
      'What to send for an event without a variant, which means that the visitor isn’t in the experiment. “Record the event and unset the user property” sends the impression or exposure without a variant. “Only unset the user property” records no event.',
    type: 'string',
    choices: choices('unsetAs', {
      event: 'Record the event and unset the user property',
      identify: 'Only unset the user property',
    }),
    default: 'event',
  },
  transformAt: {
    label: 'Where to transform events',
    description:
      '“In this destination” sends events to Amplitude in their final form, which you can see in Segment’s delivery view. “In Amplitude” sends them under their original names, and Amplitude transforms them. Choose it only if Amplitude advises you to.',
    type: 'string',
    choices: choices('transformAt', { here: 'In this destination', ingestion: 'In Amplitude' }),
    default: 'here',
  },
  skipUserPropertiesAfterHours: {
    label: 'Don’t change user properties for events older than (hours)',
    description:
      'An event that’s older than this when it’s delivered is recorded, but doesn’t change the visitor’s user property. Amplitude keeps the value that it receives last, so a late event would overwrite a newer value. Leave this empty (or 0) to change the user property with every event. Set it for replays.',
    type: 'number',
  },
  uploadApi: {
    label: 'Amplitude Upload API',
    description:
      'The Amplitude API that receives the events. “HTTP V2” shows events within seconds and accepts 30 events per second from one person. “Batch” is for replays and for sites where one person sends more than that. Its events appear later.',
    type: 'string',
    choices: choices('uploadApi', { httpapi: 'HTTP V2', batch: 'Batch' }),
    default: 'httpapi',
  },
  minIdLength: {
    label: 'Minimum ID Length',
    description:
      'The length of the shortest user ID or device ID that Amplitude should accept. If you leave this empty (or 0), IDs shorter than 5 characters are left out. If your own IDs are shorter, enter the length of the shortest one.',
    type: 'number',
  },
  partnerId: {
    label: 'Partner ID',
    description:
      'The ID that Amplitude assigned to a partner’s integration. Leave this empty unless Amplitude gave you one.',
    type: 'string',
  },
}

function choices<Name extends keyof typeof settingChoices>(
  name: Name,
  labels: Readonly<Record<(typeof settingChoices)[Name][number], string>>,
): { label: string; value: string }[] {
  const values: readonly (typeof settingChoices)[Name][number][] = settingChoices[name]
  return values.map((value) => ({ label: labels[value], value }))
}
