import { isObject } from '@experiment-impressions/contract/json'
import { isJson, notSandbox, request } from '../records/sandbox-api.js'

/** A failure on purpose. */
export interface Fault {
  readonly status?: number
  readonly delayMs?: number
  readonly cut?: 'before' | 'after' | 'halfway'
  readonly silencedDevices?: readonly string[]
  readonly every?: number
  readonly times?: number
  readonly path?: string
}

/** An active fault, and how often it has hit so far. */
export interface FaultReport extends Fault {
  readonly id: number
  readonly requests: number
  readonly hits: number
}

/**
 * The active faults, oldest first.
 * @throws {SandboxError}
 */
export async function fetchFaults(signal?: AbortSignal): Promise<readonly FaultReport[]> {
  const response = await request('faults', signal === undefined ? {} : { signal })
  if (!isJson(response)) throw notSandbox(response.status)
  const faults: unknown = await response.json()
  return Array.isArray(faults) ? (faults.filter(isObject) as unknown as FaultReport[]) : []
}

/**
 * Adds a fault.
 * @throws {SandboxError} with the sandbox’s own message
 */
export async function addFault(fault: Fault): Promise<void> {
  await request('faults', asJson(fault))
}

/**
 * Removes a fault.
 * @throws {SandboxError} with the sandbox’s own message, for example if the fault is gone already
 */
export async function removeFault(id: number): Promise<void> {
  await request(`faults/${String(id)}`, { method: 'DELETE' })
}

/**
 * Removes all faults.
 * @throws {SandboxError}
 */
export async function removeFaults(): Promise<void> {
  await request('faults', { method: 'DELETE' })
}

/**
 * Sends a track call to the sandbox’s Segment.
 * @throws {SandboxError}
 */
export async function sendTrack(call: unknown): Promise<void> {
  const response = await request('../v1/track', asJson(call))
  if (!isJson(response)) throw notSandbox(response.status)
}

function asJson(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
