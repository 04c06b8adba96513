import { isRecord, parseJson } from '../json.js'

/** What the destination asked of Amplitude, and what it was answered. */
export interface Exchange {
  /** Without the API key. */
  readonly request: { readonly url: string; readonly body: unknown }
  readonly answer: { readonly status: number; readonly body: unknown }
}

interface Sent {
  readonly url: string
  /** As it went. */
  readonly body: unknown
}

interface Answered {
  readonly status: number
  readonly data?: unknown
  readonly content?: unknown
}

/** Puts a request and its answer on record, without the API key: Amplitude repeats one that it refuses. */
export function toExchange(
  apiKey: string,
  { url, body }: Sent,
  { status, data, content }: Answered,
): Exchange {
  const parsed = typeof body === 'string' ? parseJson(body) : undefined
  const { api_key: _apiKey, ...shown } = isRecord(parsed) ? parsed : {}
  const answered = JSON.stringify(data ?? content ?? null).replaceAll(apiKey, '(API key)')
  return { request: { url, body: shown }, answer: { status, body: parseJson(answered) } }
}
