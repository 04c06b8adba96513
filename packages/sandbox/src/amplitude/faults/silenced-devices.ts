import { isObject, parseJson } from '@experiment-impressions/contract/json'
import { refuse, type Answer } from '../answer.js'

/** Returns the devices of an upload's events. */
export function devicesOf(text: string): ReadonlySet<string> {
  return new Set(devicesIn(text).filter((device) => typeof device === 'string'))
}

/**
 * Returns the answer to an upload that contains events of silenced devices. The threshold is the one in the documentation's
 * example; it has no meaning for a silenced device.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API": "Silenced devices".
 */
export function refuseSilenced(text: string, silenced: readonly string[]): Answer {
  const devices = devicesIn(text)
  const isSilenced = (device: unknown): boolean => typeof device === 'string' && silenced.includes(device)
  return refuse(400, 'Events silenced for device_id', {
    eps_threshold: 100,
    exceeded_daily_quota_devices: {},
    silenced_devices: [...new Set(devices.filter(isSilenced))],
    silenced_events: [...devices.keys()].filter((index) => isSilenced(devices[index])),
    throttled_devices: {},
    throttled_events: [],
  })
}

/** The device id of each event, of any type. */
function devicesIn(text: string): readonly unknown[] {
  const body = parseJson(text)
  const events: readonly unknown[] = isObject(body) && Array.isArray(body['events']) ? body['events'] : []
  return events.map((event) => (isObject(event) ? event['device_id'] : undefined))
}
