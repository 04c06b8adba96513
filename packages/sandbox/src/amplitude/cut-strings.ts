import { amplitudeLimits } from '@experiment-impressions/contract'

/** A value with every text in it cut to what Amplitude keeps (docs, "HTTP V2 API", "String character limit"). */
export function cutStrings(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, amplitudeLimits.stringCharacters)
  if (Array.isArray(value)) return value.map(cutStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cutStrings(inner)]))
}
