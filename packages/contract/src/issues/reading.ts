import type { Issue } from './issues.js'

/** A value read from an event, and its issues. */
export interface Reading<T> {
  readonly value: T
  readonly issues: readonly Issue[]
}

/** No issues. Most readings share this array. */
export const none: readonly Issue[] = []

/** Combines issues in order. Allocates nothing if there are none, as in most events. */
export function gather(...parts: readonly (Issue | readonly Issue[] | undefined)[]): readonly Issue[] {
  let gathered: Issue[] | undefined
  for (const part of parts) {
    if (part === undefined || part === none) continue
    gathered ??= []
    if (isList(part)) gathered.push(...part)
    else gathered.push(part)
  }
  return gathered ?? none
}

function isList(part: Issue | readonly Issue[]): part is readonly Issue[] {
  return Array.isArray(part)
}
