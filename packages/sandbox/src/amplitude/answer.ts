import { maxJsonLayers, type JsonObject } from '@experiment-impressions/contract/json'

/** An answer of one of Amplitude's endpoints: the status, and the body as JSON or text. */
export interface Answer {
  readonly status: 200 | 400 | 401 | 413 | 429
  readonly body: JsonObject | readonly unknown[] | string
}

/** Returns an error answer in Amplitude's form, which repeats the status as `code`. */
export function refuse(status: Exclude<Answer['status'], 200>, error: string, more: JsonObject = {}): Answer {
  return { status, body: { code: status, error, ...more } }
}

/** The error for a body that `isTooDeep`. */
export const tooDeepReason = `The body is nested over ${String(maxJsonLayers)} layers deep`
