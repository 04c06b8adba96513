import type { JsonObject } from '@experiment-impressions/contract/json'

/** What an endpoint of Amplitude's answers: the status, and the body as JSON or, where it is one, as text. */
export interface Answer {
  readonly status: 200 | 400 | 401 | 413 | 429
  readonly body: JsonObject | readonly unknown[] | string
}

/** An answer that refuses, in Amplitude's form: the status is repeated as `code`. */
export function refuse(status: Exclude<Answer['status'], 200>, error: string, more: JsonObject = {}): Answer {
  return { status, body: { code: status, error, ...more } }
}
