/** Why an event wasn't accepted. */
export type Cause =
  /** The event itself: Amplitude named it, or refused it when it was sent alone. */
  | 'event'
  /** The API key, or its region. No event can be delivered until it's fixed. */
  | 'credentials'
  /** Too many events from this person or project in too short a time. */
  | 'throttled'
  /** Amplitude or the network: a server error, a timeout, an answer that makes no sense. Or the event was never sent. */
  | 'server'

/**
 * The result of delivering one event.
 *
 * - `accepted`: Amplitude has it.
 * - `rejected`: Amplitude will never accept it as it is, so sending it again is pointless.
 * - `retry`: it wasn't accepted, or nobody knows. Sending it again is safe, because its insert id stays the same.
 */
export type Outcome =
  | { readonly outcome: 'accepted'; readonly status: number }
  | {
      readonly outcome: 'rejected' | 'retry'
      readonly cause: Cause
      /** HTTP status of the answer that decided, or `undefined` if there was no answer. */
      readonly status: number | undefined
      /** A sentence for people, in Amplitude's words if it gave any. Never contains a value from the event. */
      readonly reason: string
      /** How long Amplitude asks to wait, in ms. */
      readonly waitMs?: number
    }
