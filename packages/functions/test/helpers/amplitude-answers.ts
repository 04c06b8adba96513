import type { ServerResponse } from 'node:http'
import { ok, type Answer, type Upload } from './amplitude-server'

/** Amplitude's answers to uploads. Source: Amplitude docs, "HTTP V2 API", "Responses". */
export const accepted: Answer = [200, ok]

export const refusedKey: Answer = [400, { code: 400, error: 'Invalid API key: a-key' }]

/** Drops the connection. */
export const cut: Answer = (response) => void response.destroy()

/** Refuses the events of these devices for good. */
export function refused(upload: Upload, ...devices: readonly string[]): Answer {
  const error = 'Invalid field values on some events'
  const indices = indicesOf(upload, devices)
  return [400, { code: 400, error, events_with_invalid_fields: { event_type: indices } }]
}

/** Makes these devices wait. */
export function throttled(upload: Upload, ...devices: readonly string[]): Answer {
  const throttled_devices = Object.fromEntries(devices.map((device) => [device, 40]))
  const error = 'Too many requests for some devices and users'
  const throttled_events = indicesOf(upload, devices)
  return [429, { code: 429, error, eps_threshold: 30, throttled_devices, throttled_events }]
}

/** Whether an upload has events of this device. */
export function has(upload: Upload, device: string): boolean {
  return indicesOf(upload, [device]).length > 0
}

/** An answer that never comes. `abandoned` resolves once every client that waits for one has disconnected. */
export function createSilence() {
  const waiting: Promise<unknown>[] = []
  return {
    silence: (response: ServerResponse) => {
      waiting.push(new Promise((resolve) => response.once('close', resolve)))
    },
    abandoned: () => Promise.all(waiting),
  }
}

function indicesOf({ events }: Upload, devices: readonly string[]): number[] {
  return events.flatMap(({ device_id }, index) => (devices.includes(String(device_id)) ? [index] : []))
}

/** Throttles these devices and accepts everything else. */
export function throttling(...devices: readonly string[]): (upload: Upload) => Answer {
  return (upload) => {
    const late = devices.filter((device) => has(upload, device))
    return late.length > 0 ? throttled(upload, ...late) : accepted
  }
}
