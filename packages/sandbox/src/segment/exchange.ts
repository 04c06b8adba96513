import { isRecord, parseJson } from '../json.js'

/** What the destination asked of Amplitude, and what Amplitude answered. */
export interface Exchange {
  /** Without the API key, and of its events only the one that the record is about. */
  readonly request: { readonly url: string; readonly body: unknown }
  /** Long lists are cut. */
  readonly answer: { readonly status: number; readonly body: unknown }
}

/** Entries of a list or an object that are kept of an answer: one that refuses a batch names up to 1,000 events. */
const mostEntries = 20

/**
 * An answer's body for the record: without the API key, which Amplitude repeats when it refuses it, and with long lists cut.
 */
export function toShownAnswer(apiKey: string, body: unknown): unknown {
  return cutLists(parseJson(JSON.stringify(body ?? null).replaceAll(apiKey, '(API key)')))
}

function cutLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.slice(0, mostEntries).map(cutLists)
    return value.length > mostEntries ? [...kept, more(value.length)] : kept
  }
  if (!isRecord(value)) return value
  const entries = Object.entries(value)
  const kept = entries.slice(0, mostEntries).map(([key, one]) => [key, cutLists(one)])
  return Object.fromEntries(entries.length > mostEntries ? [...kept, ['…', more(entries.length)]] : kept)
}

function more(entries: number): string {
  return `… and ${String(entries - mostEntries)} more`
}
