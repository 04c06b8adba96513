import type { InputField } from '@segment/actions-core'

/** Amplitude's name, its label, and where Segment has it (Segment docs, "Spec: Common Fields"). */
const properties = [
  ['platform', 'Platform', '$.context.device.type'],
  ['os_name', 'OS Name', '$.context.os.name'],
  ['os_version', 'OS Version', '$.context.os.version'],
  ['device_brand', 'Device Brand', '$.context.device.brand'],
  ['device_manufacturer', 'Device Manufacturer', '$.context.device.manufacturer'],
  ['device_model', 'Device Model', '$.context.device.model'],
  ['carrier', 'Carrier', '$.context.network.carrier'],
  ['language', 'Language', '$.context.locale'],
  ['ip', 'IP Address', '$.context.ip'],
  ['country', 'Country', '$.context.location.country'],
  ['region', 'Region', '$.context.location.region'],
  ['city', 'City', '$.context.location.city'],
  ['app_version', 'App Version', '$.context.app.version'],
  ['user_agent', 'User Agent', '$.context.userAgent'],
] as const

/**
 * Device and place, as one object: each field of its own costs time for every event, and an admin has no reason to map
 * them one by one.
 */
export const deviceField: InputField = {
  label: 'Device and Place',
  type: 'object',
  description:
    'What is known of the visitor’s device and place, for splitting an experiment’s results by country, browser or platform. The user agent is read for what the other properties leave open. Without the IP address Amplitude knows no country unless you map one.',
  properties: Object.fromEntries(
    properties.map(([name, label]) => [name, { label, type: 'string' as const }]),
  ),
  default: Object.fromEntries(properties.map(([name, , at]) => [name, { '@path': at }])),
}
