import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestOptions } from '@segment/actions-core'
import { isObject, parseJson } from '@experiment-impressions/contract/json'
import { toShownAnswer, type Exchange } from './exchange.js'

type SentEvent = Readonly<Record<string, unknown>>

/** One request of the destination to Amplitude. */
export interface Upload {
  /** Its events, by their JSON. */
  readonly events: ReadonlyMap<string, SentEvent>
  /** What its body holds besides the events and the API key. */
  readonly options: SentEvent
  /** Absent if there was no answer. */
  answered?: { readonly url: string; readonly answer: Exchange['answer'] }
}

interface Response {
  readonly status: number
  readonly data?: unknown
  readonly content?: unknown
}

/**
 * Watches the requests of the framework's client. Each run sees its own, whatever else is under way: no id in an event is
 * needed to tell whose request it is.
 */
export function createUploadWatch(apiKey: string) {
  const current = new AsyncLocalStorage<Upload[]>()

  function beforeRequest({ body }: { readonly body?: unknown }): void {
    current.getStore()?.push(readUpload(body))
  }

  function afterResponse({ url }: { readonly url: string }, _: unknown, response: Response): void {
    const upload = current.getStore()?.at(-1)
    if (upload === undefined) return
    const body = toShownAnswer(apiKey, response.data ?? response.content)
    upload.answered = { url, answer: { status: response.status, body } }
  }

  async function watch<Result>(run: () => Promise<Result>) {
    const uploads: Upload[] = []
    return { result: await current.run(uploads, run), uploads: uploads as readonly Upload[] }
  }

  return {
    /** For the framework, which takes hooks, though its types for definitions don't say so. */
    requestOptions: { beforeRequest: [beforeRequest], afterResponse: [afterResponse] } as RequestOptions,
    /** Runs something, and gives its result with the requests that it made, in order. */
    watch,
  }
}

/** The exchange of an upload as one of its events' records shows it; `undefined` if it wasn't answered. */
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
