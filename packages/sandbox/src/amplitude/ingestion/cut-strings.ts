import { amplitudeLimits } from '@experiment-impressions/contract'

/** A value with every text in it cut to what Amplitude keeps (docs, "HTTP V2 API", "String character limit"). */
export function cutStrings(value: unknown): unknown {
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value)) return value.map(cutStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cutStrings(inner)]))
}

function cut(text: string): string {
  if (text.length <= amplitudeLimits.stringCharacters) return text
  // A slice holds on to the whole text for as long as it is kept itself; what is read from JSON is a text of its own.
  return JSON.parse(JSON.stringify(text.slice(0, amplitudeLimits.stringCharacters))) as string
}
