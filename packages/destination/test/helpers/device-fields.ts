import { amplitude, impression, ok, send, treatment } from './segment'

/** The keys that aren’t about the device. */
const others = ['event_type', 'event_properties', 'user_properties', 'user_id', 'time', 'insert_id']

export const anonymousId = '10b98f5c-65f5-40af-8e5a-0de2c0ab9628'

/** The device fields of an event, the device id included. */
export function deviceFields(event: object | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event ?? {}).filter(([name]) => !others.includes(name)))
}

/** The device fields that Amplitude gets for an impression with this context. */
export async function sent(context: unknown) {
  const uploads = amplitude([200, ok])
  await send(impression({ context, anonymousId, integrations: {} }))
  const fields = deviceFields(uploads[0]?.events[0])
  delete fields['device_id']
  return fields
}

/** The event that Amplitude gets if an admin maps this object to `device`. */
export async function sentAs(device: Readonly<Record<string, unknown>>) {
  const uploads = amplitude([200, ok])
  await send(treatment, { device })
  return uploads[0]?.events[0]
}

export const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

export const fromIPhone = {
  os_name: 'iOS',
  os_version: '17',
  device_manufacturer: 'Apple',
  device_model: 'iPhone',
  device_type: 'mobile',
}
