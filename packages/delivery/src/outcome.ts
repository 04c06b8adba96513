/** Why an event was not accepted. */
export type Cause =
  /** The event itself: Amplitude named it, or refused it when it was alone. */
  | 'event'
  /** The API key, or its region: no event can be delivered until it is put right. */
  | 'credentials'
  /** Too many events of this person, or of the project, in too short a time. */
  | 'throttled'
  /** Amplitude or the way to it: trouble, a timeout, an answer that cannot be understood; or it was never sent. */
  | 'server'

/**
 * What became of one event.
 *
 * - `accepted`: Amplitude has it.
 * - `rejected`: it will never be accepted as it is; sending it again is useless.
 * - `retry`: it was not accepted, or nobody knows. Sending it again is safe, since its insert id stays the same.
 */
export type Outcome =
  | { readonly outcome: 'accepted'; readonly status: number }
  | {
      readonly outcome: 'rejected' | 'retry'
      readonly cause: Cause
      /** HTTP status of the answer that decided; `undefined` where there was no answer. */
      readonly status: number | undefined
      /** A sentence for people, in Amplitude's words where it gave some. Without any value of the event. */
      readonly reason: string
      /** How long Amplitude asks to wait, in ms. */
      readonly waitMs?: number
    }
