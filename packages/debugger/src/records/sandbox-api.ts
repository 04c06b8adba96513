import { isObject, parseJson, type JsonObject } from '@experiment-impressions/contract/json'
import type { EventRecord } from '@experiment-impressions/inspection'
import { createYieldToBrowser } from '../ui/yield-to-browser.js'
import { createArraySplitter } from './array-splitter.js'
import { readRecord } from './read-record.js'

/** What Amplitude shows of a person. */
export interface UserView {
  readonly userId: string | null
  readonly deviceIds: readonly string[]
  readonly userProperties: JsonObject
  readonly events: readonly EventRecord[]
}

/** Where the sandbox delivers to: its own Amplitude, or the real one in a region. */
export type Target = 'sandbox' | 'north_america' | 'europe'

/** The sandbox rejected a request, didn’t answer, or isn’t a sandbox. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
  /** HTTP status; 0 without an answer. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Addresses are relative, so the page works below any path. */
const address = (path: string): string => new URL(`api/${path}`, document.baseURI).href

export const streamAddress = (): string => address('stream')

/** Records that are read at once. */
const chunkSize = 50

/**
 * All records of experiment events, or of the other calls, newest last, in chunks as they arrive.
 * @throws {SandboxError}
 */
export async function* fetchEvents(
  signal: AbortSignal,
  path: 'events' | 'calls' = 'events',
): AsyncGenerator<EventRecord[]> {
  const response = await request(path, { signal })
  if (!isJson(response) || response.body === null) throw notSandbox(response.status)
  const splitter = createArraySplitter()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const yieldToBrowser = createYieldToBrowser()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    await yieldToBrowser()
    const texts = splitter.add(value)
    for (let at = 0; at < texts.length; at += chunkSize) {
      await yieldToBrowser()
      yield texts.slice(at, at + chunkSize).flatMap(parseRecord)
    }
  }
}

/** Reads a record from its JSON text; returns an empty list if it’s broken. */
export function parseRecord(text: string): EventRecord[] {
  const record = readRecord(parseJson(text))
  return record === undefined ? [] : [record]
}

/**
 * The person with this user id or device id; `undefined` if Amplitude has none.
 * @throws {SandboxError}
 */
export async function fetchUser(id: string, signal: AbortSignal): Promise<UserView | undefined> {
  const response = await fetch(address(`users/${encodeURIComponent(id)}`), { signal }).catch(noAnswer)
  if (response.status === 404 && isJson(response)) return undefined
  if (!response.ok || !isJson(response)) throw notSandbox(response.status)
  const view: unknown = await response.json()
  if (!isObject(view)) throw notSandbox(response.status)
  const { userId, deviceIds, userProperties, events } = view
  return {
    userId: typeof userId === 'string' ? userId : null,
    deviceIds: Array.isArray(deviceIds) ? deviceIds.filter((device) => typeof device === 'string') : [],
    userProperties: isObject(userProperties) ? userProperties : {},
    events: Array.isArray(events) ? events.flatMap((event) => readRecord(event) ?? []) : [],
  }
}

/**
 * Where the sandbox delivers to. An older one that can’t say has only its own Amplitude.
 * @throws {SandboxError}
 */
export async function fetchTarget(signal: AbortSignal): Promise<Target> {
  const response = await request('status', { signal }).catch((error: unknown) => {
    if (error instanceof SandboxError && error.status === 404) return undefined
    throw error
  })
  if (response === undefined) return 'sandbox'
  const status: unknown = isJson(response) ? await response.json() : undefined
  const target = isObject(status) ? status['amplitude'] : undefined
  return target === 'north_america' || target === 'europe' ? target : 'sandbox'
}

/**
 * Plays the recorded session into the sandbox. Its events arrive over the next seconds.
 * @throws {SandboxError} with the sandbox’s own message
 */
export async function playSession(): Promise<void> {
  await request('session', { method: 'POST' })
}

/**
 * The answer to a request of the API, by a path relative to it.
 * @throws {SandboxError} with the sandbox’s own message, if it rejects the request
 */
export async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address(path), init).catch(noAnswer)
  if (response.ok) return response
  const answer: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined
  // Segment’s side says it in a message.
  const said = isObject(answer) ? (answer['error'] ?? answer['message']) : undefined
  throw typeof said !== 'string' ? notSandbox(response.status) : new SandboxError(response.status, said)
}

/** Whether an answer says that it’s JSON. */
export function isJson(response: Response): boolean {
  return /^application\/json\b/i.test(response.headers.get('content-type') ?? '')
}

function noAnswer(reason: unknown): never {
  if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
  throw new SandboxError(0, 'The sandbox doesn’t answer. Is it still running?')
}

/** The error if something else answered in the sandbox’s place. */
export function notSandbox(status: number): SandboxError {
  return new SandboxError(status, `The server that answered (${String(status)}) isn’t a sandbox.`)
}
