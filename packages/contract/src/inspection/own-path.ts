import { own } from '../json-value.js'

/** What stands at a path of an event, by own properties alone; `undefined` where there is nothing. */
export function ownPath(event: unknown, path: readonly string[]): unknown {
  let value = event
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value, key)
  }
  return value
}

/** Whether a value counts as given: not absent, not null, not empty. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
