import { isObject, isTooDeep, parseJson } from '@experiment-impressions/contract/json'

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
