import type { FaultReport, Sandbox } from '../../src/index.js'
import { getJson, post, upload } from './sandboxes.js'

export const json = { 'content-type': 'application/json' }

/** Posts a fault. */
export const activate = (sandbox: Sandbox, fault: unknown) => post(`${sandbox.url}/api/faults`, fault, json)

/** The active faults, with what they have done so far. */
export async function reports(sandbox: Sandbox): Promise<FaultReport[]> {
  return (await getJson(`${sandbox.url}/api/faults`)).body as FaultReport[]
}

/** Uploads one event to the sandbox's Amplitude. */
export const sendEvent = (sandbox: Sandbox, over: object = {}) =>
  upload(sandbox, [{ event_type: 'Seen', device_id: 'device-1', ...over }])
