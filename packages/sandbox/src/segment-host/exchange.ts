import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'

/** What the destination asked of Amplitude, and what Amplitude answered. */
export interface Exchange {
  /** Without the API key, and of its events only the one that the record is about. */
  readonly request: { readonly url: string; readonly body: unknown }
  /** Long lists and texts are cut. */
  readonly answer: { readonly status: number; readonly body: unknown }
}

/** Entries of a list or an object that are kept of an answer: one that refuses a batch names up to 1,000 events. */
const mostEntries = 20

/** Characters that are kept of a text in an answer: what stands in the way of Amplitude may answer with a whole page. */
const mostCharacters = 2000

/**
 * An answer's body for the record: without the API key, which Amplitude repeats when it refuses it, and with long lists and texts cut.
 */
export function toShownAnswer(apiKey: string, body: unknown): unknown {
  if (isTooDeep(body)) return '(nested too deep to be shown)'
  return cutLong(parseJson(JSON.stringify(body ?? null).replaceAll(apiKey, '(API key)')))
}

function cutLong(value: unknown): unknown {
  if (typeof value === 'string' && value.length > mostCharacters)
    return `${value.slice(0, mostCharacters)}… and ${String(value.length - mostCharacters)} more characters`
  if (Array.isArray(value)) {
    const kept = value.slice(0, mostEntries).map(cutLong)
    return value.length > mostEntries ? [...kept, more(value.length)] : kept
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const kept = entries.slice(0, mostEntries).map(([key, one]) => [key, cutLong(one)])
  return Object.fromEntries(entries.length > mostEntries ? [...kept, ['…', more(entries.length)]] : kept)
}

function more(entries: number): string {
  return `… and ${String(entries - mostEntries)} more`
}
