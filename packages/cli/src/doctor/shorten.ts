/** Longest text of a finding, in characters: a trigger that is copied from it has to be whole. */
const mostCharacters = 2000
const mostItems = 100

/**
 * A copy in which no text and no list is longer than anybody reads. Names, triggers and mappings come from files, and are as
 * long as these have them.
 */
export function shorten<T>(value: T): T {
  return short(value) as T
}

function short(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value
  if (Array.isArray(value)) return value.slice(0, mostItems).map(short)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, short(one)]))
}
