import type { GlobalSetting } from '@segment/actions-core'

/** What the CDP admin fills in once for the destination. */
export const settings: Record<'apiKey' | 'secretKey' | 'endpoint', GlobalSetting> = {
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
      'The secret key of the same project, found beside its API key. It is used to check that the two keys belong together; impressions are delivered with the API key alone.',
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
}
