import { isObject, parseJson } from '@experiment-impressions/contract/json'
import type { DeliverableEvent } from './deliverable-event.js'
import { documentedError } from './documented-errors.js'
import { namedEvents, type NamedEvents } from './named-events.js'
import type { Cause } from './outcome.js'

/** An HTTP answer. */
export interface Answer {
  readonly status: number
  /** Parsed JSON or text. Text that is JSON gets parsed. */
  readonly body: unknown
}

/** What an answer means for the upload. Indices are those of the upload. */
export type Verdict =
  | { readonly kind: 'accepted' }
  /** Some events are refused for good or have to wait. Send the others again without them. */
  | (NamedEvents & { readonly kind: 'named'; readonly reason: string })
  /**
   * The upload is too large, or something in it is wrong and the answer doesn't say what. Send it in halves. `mayBeFirewall`: the
   * answer may come from a firewall in front of ingestion, which may refuse every upload, whatever is in it.
   */
  | { readonly kind: 'halve'; readonly mayBeFirewall: boolean; readonly reason: string }
  /** No event is at fault, and sending more is pointless, for now (`retry`) or for good (`rejected`). */
  | {
      readonly kind: 'stop'
      readonly outcome: 'retry' | 'rejected'
      readonly cause: Cause
      readonly reason: string
    }

/**
 * Reads an answer of HTTP V2 or Batch. An answer that makes no sense is never treated as an acceptance or a refusal.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API", "Responses". Unless it answers 200, Amplitude ingested nothing.
 */
export function readAnswer({ status, body }: Answer, events: readonly DeliverableEvent[]): Verdict {
  const answer = recordOf(body)
  const error = answer && documentedError(answer['error'])
  const reason =
    error === undefined
      ? `Amplitude answered ${String(status)}.`
      : `Amplitude answered ${String(status)}: ${error}.`
  const unknown: Verdict = { kind: 'stop', outcome: 'retry', cause: 'server', reason }

  // Amplitude repeats the status as `code`. If the two differ, something on the way has changed one of them.
  if (answer?.['code'] !== undefined && answer['code'] !== status) return unknown
  switch (status) {
    case 200:
      // `events_ingested` isn't compared, because the docs don't say whether it counts duplicates.
      return answer?.['code'] === 200 ? { kind: 'accepted' } : unknown
    case 400:
      // Ingestion answers in JSON, so this is from somebody else, or was cut off.
      if (answer === undefined) return unknown
      if (error === 'Invalid API key' || answer['missing_field'] === 'api_key') return credentials(reason)
      // The upload has a body with events in it, so this answer is about something else.
      if (isOtherRequest(error, answer)) return unknown
      return named(answer, events, reason) ?? { kind: 'halve', mayBeFirewall: false, reason }
    case 401:
      return credentials(reason)
    case 403:
      // A firewall that dislikes something in one of the events, or that blocks this network altogether.
      return { kind: 'halve', mayBeFirewall: true, reason }
    case 413:
      return { kind: 'halve', mayBeFirewall: false, reason }
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

/** Whether the answer can only be about a request other than this upload. */
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
