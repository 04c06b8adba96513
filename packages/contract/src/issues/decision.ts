import type { Issue } from './issues.js'

/**
 * What to do with an event, and the issues that it has.
 *
 * - `send`: deliver `event`. It has no errors.
 * - `skip`: send nothing: it's another event, or it isn't supposed to count. An error says that it was probably meant as an
 *   experiment event (see `nearMiss`), but it may as well be somebody else's.
 * - `refuse`: don't send it; at least one issue is an error.
 */
export type Decision<Event> =
  { readonly kind: 'send'; readonly event: Event; readonly issues: readonly Issue[] } | Skip | Refuse

/** Nothing is sent, because the event isn't one to send. */
export interface Skip {
  readonly kind: 'skip'
  readonly issues: readonly Issue[]
}

/** Nothing is sent because something is wrong. */
export interface Refuse {
  readonly kind: 'refuse'
  readonly issues: readonly Issue[]
}
