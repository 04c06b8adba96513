import type { Identity, PendingImpression } from '../impression/pending-impression.js'
import type { IntegrationOptions } from '../options.js'
import { quietly } from '../quietly.js'

/**
 * What became of an impression. `sent`: it was handed to the SDK, which has its own retries. `waiting`: it waits on the device.
 * `refused`: it was deleted because the visitor refuses. `expired`: it was deleted because it was too old.
 */
export type Fate = 'sent' | 'waiting' | 'refused' | 'expired'

/** Receives the fate of an impression. */
export type Note = (fate: Fate, impression: PendingImpression) => void

/** Hands completed impressions to a CDP's SDK. */
export interface Handover<Live> {
  /** Returns the live SDK, or `undefined` while there is none. */
  readonly findLive: () => Live | undefined
  /** Returns who is looking at the page now, as far as that is known. */
  readonly viewer: () => Identity
  /** Returns the first anonymous id that this page found, so that it reads the SDK's cookie and storage only once. */
  readonly anonymousId: () => string | null | undefined
  /** Sends an impression, keeps it on the device or deletes it, depending on the SDK and on consent. */
  readonly handOver: (impression: PendingImpression) => void
  /** Hands over the impressions that wait, if the SDK is live and consent is decided. */
  readonly flush: () => void
  /** Returns how many impressions wait, as far as this page knows. */
  readonly count: () => number
}

/** Creates a handover. It calls `wake` when there is something to do, and `note` with each impression's fate. */
export type CreateHandover<Options, Live> = (options: Options, wake: () => void, note: Note) => Handover<Live>

/**
 * Asks the `consent` option for its answer now: `true` if impressions may be sent, `false` if they must be deleted. Any other
 * answer means undecided, and returns `undefined`.
 */
export const askConsent = (consent: IntegrationOptions['consent'] = true): boolean | undefined => {
  const answer = typeof consent === 'function' ? quietly(consent) : consent
  return typeof answer === 'boolean' ? answer : undefined
}
