import type { Issue } from './issues.js'

/**
 * What to do with an event, and the issues that it has.
 *
 * - `send`: deliver `event`. It has no errors.
 * - `skip`: send nothing, as intended: it's another event, or it isn't supposed to count.
 * - `refuse`: don't send it; at least one issue is an error.
 */
export type Decision<Event> =
  { readonly kind: 'send'; readonly event: Event; readonly issues: readonly Issue[] } | Skip | Refuse

/** Nothing is sent, as intended. */
export interface Skip {
  readonly kind: 'skip'
  readonly issues: readonly Issue[]
}

/** Nothing is sent because something is wrong. */
export interface Refuse {
  readonly kind: 'refuse'
  readonly issues: readonly Issue[]
}
