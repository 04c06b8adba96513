import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestClient } from '@segment/actions-core'
import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import type { Exchange } from '@experiment-impressions/inspection'
import type { WrapRequest } from './wrap-requests.js'

type SentEvent = Readonly<Record<string, unknown>>

/** One request of the destination to Amplitude. */
export interface Upload {
  /** Its events, by their JSON. */
  readonly events: ReadonlyMap<string, SentEvent>
  /** The rest of its body, without the API key. */
  readonly options: SentEvent
  /** Absent if no answer came. */
  answered?: { readonly url: string; readonly answer: Exchange['answer'] }
}

/**
 * Watches the destination's requests. Each run sees its own requests, even if others run at the same time, so no id in an
 * event is needed to tell whose request it is.
 */
export function createUploadWatch(apiKey: string) {
  const current = new AsyncLocalStorage<Upload[]>()

  const wrap: WrapRequest = (request) => {
    async function recording(...[url, options]: Parameters<RequestClient>) {
      const upload = readUpload(options?.body)
      current.getStore()?.push(upload)
      const response = await request(url, options)
      const body = toShownAnswer(apiKey, response.data ?? response.content)
      upload.answered = { url, answer: { status: response.status, body } }
      return response
    }
    return recording as RequestClient
  }

  async function watch<Result>(run: () => Promise<Result>) {
    const uploads: Upload[] = []
    return { result: await current.run(uploads, run), uploads: uploads as readonly Upload[] }
  }

  return {
    /** For `wrapRequests`. */
    wrap,
    /** Runs something and returns its result with the requests that it made, in order. */
    watch,
  }
}

/** The exchange of an upload as the record of one of its events shows it; `undefined` if no answer came. */
export function toExchange({ answered, options }: Upload, event: SentEvent): Exchange | undefined {
  if (answered === undefined) return undefined
  return { request: { url: answered.url, body: { events: [event], ...options } }, answer: answered.answer }
}

function readUpload(body: unknown): Upload {
  const parsed = typeof body === 'string' ? parseJson(body) : undefined
  const { api_key: _apiKey, events, ...options } = isObject(parsed) ? parsed : {}
  const listed = Array.isArray(events) ? events.filter(isObject) : []
  return { events: new Map(listed.map((event) => [JSON.stringify(event), event])), options }
}

/** Entries that a record keeps of a list or object in an answer: one that refuses a batch names up to 1,000 events. */
const maxEntries = 20

/** Characters that a record keeps of a text in an answer: a proxy on the way may answer with a whole page. */
const maxCharacters = 2000

/** Returns an answer's body for the record: without the API key, which Amplitude repeats when it refuses it, and cut. */
export function toShownAnswer(apiKey: string, body: unknown): unknown {
  if (isTooDeep(body)) return '(nested too deep to be shown)'
  return cutLong(parseJson(JSON.stringify(body ?? null).replaceAll(apiKey, '(API key)')))
}

function cutLong(value: unknown): unknown {
  if (typeof value === 'string' && value.length > maxCharacters)
    return `${value.slice(0, maxCharacters)}… and ${String(value.length - maxCharacters)} more characters`
  if (Array.isArray(value)) {
    const kept = value.slice(0, maxEntries).map(cutLong)
    return value.length > maxEntries ? [...kept, more(value.length)] : kept
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const kept = entries.slice(0, maxEntries).map(([key, one]) => [key, cutLong(one)])
  return Object.fromEntries(entries.length > maxEntries ? [...kept, ['…', more(entries.length)]] : kept)
}

function more(entries: number): string {
  return `… and ${String(entries - maxEntries)} more`
}
