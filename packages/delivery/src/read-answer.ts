import { isObject } from '@experiment-impressions/contract/json'
import type { DeliverableEvent } from './deliverable-event.js'
import { documentedError } from './documented-errors.js'
import { namedEvents, type NamedEvents } from './named-events.js'
import type { Cause } from './outcome.js'

/** An answer over HTTP. */
export interface Answer {
  readonly status: number
  /** Parsed, or as text: text that is JSON is parsed here. */
  readonly body: unknown
}

/** What an answer says of the upload it answers. Indices count within that upload. */
export type Verdict =
  | { readonly kind: 'accepted' }
  /** Some events are refused for good or have to wait; the others are to be sent again without them. */
  | (NamedEvents & { readonly kind: 'named'; readonly reason: string })
  /**
   * Too large, or something in it is wrong and nothing says what: send it in halves. `isForeign`: not ingestion said
   * so but something before it, which may refuse every upload, whatever is in it.
   */
  | { readonly kind: 'halve'; readonly isForeign: boolean; readonly reason: string }
  /** No event is at fault, and going on is useless for now (`retry`) or for good (`rejected`). */
  | {
      readonly kind: 'stop'
      readonly outcome: 'retry' | 'rejected'
      readonly cause: Cause
      readonly reason: string
    }

/**
 * Reads an answer of HTTP V2 or Batch. What is not understood is never taken for an acceptance or a refusal.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API", "Responses"; any answer but 200 ingested nothing.
 */
export function readAnswer({ status, body }: Answer, events: readonly DeliverableEvent[]): Verdict {
  const answer = recordOf(body)
  const error = answer && documentedError(answer['error'])
  const reason =
    error === undefined
      ? `Amplitude answered ${String(status)}.`
      : `Amplitude answered ${String(status)}: ${error}.`
  const unknown: Verdict = { kind: 'stop', outcome: 'retry', cause: 'server', reason }

  // Amplitude repeats the status as `code`. Where the two differ, something on the way has changed one of them.
  if (answer?.['code'] !== undefined && answer['code'] !== status) return unknown
  switch (status) {
    case 200:
      // `events_ingested` is not compared: whether it counts duplicates is undocumented.
      return answer?.['code'] === 200 ? { kind: 'accepted' } : unknown
    case 400:
      // Ingestion answers in JSON: this is somebody else, or an answer that was cut.
      if (answer === undefined) return unknown
      if (error === 'Invalid API key' || answer['missing_field'] === 'api_key') return credentials(reason)
      // What was sent has a body, with events in it, so this is not about what was sent.
      if (isOtherRequest(error, answer)) return unknown
      return named(answer, events, reason) ?? { kind: 'halve', isForeign: false, reason }
    case 401:
      return credentials(reason)
    case 403:
      // A firewall that dislikes something in one of the events, or that lets nobody in from here.
      return { kind: 'halve', isForeign: true, reason }
    case 413:
      return { kind: 'halve', isForeign: false, reason }
    case 429:
      return (
        named(answer ?? {}, events, reason) ?? { kind: 'stop', outcome: 'retry', cause: 'throttled', reason }
      )
    default:
      return unknown
  }
}

function credentials(reason: string): Verdict {
  return { kind: 'stop', outcome: 'rejected', cause: 'credentials', reason }
}

function isOtherRequest(error: string | undefined, answer: Readonly<Record<string, unknown>>): boolean {
  return (
    error === 'Invalid request path' ||
    error === 'Missing request body' ||
    answer['missing_field'] === 'events'
  )
}

function named(
  answer: Readonly<Record<string, unknown>>,
  events: readonly DeliverableEvent[],
  reason: string,
): Verdict | undefined {
  const { refused, waits } = namedEvents(answer, events)
  return refused.size + waits.size > 0 ? { kind: 'named', refused, waits, reason } : undefined
}

function recordOf(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const value = typeof body === 'string' ? parseJson(body) : body
  return isObject(value) ? value : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
