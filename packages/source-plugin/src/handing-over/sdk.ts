import type { IntegrationOptions } from '../options.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import type { Identity } from '../analytics/stored-identity.js'

/** Who is looking at the page, as the SDK of a CDP has it. */
export interface Viewer extends Identity {
  /** What tells one login from another; absent while nobody is logged in. */
  readonly account?: string | null | undefined
  /** Whether the device is known, but not yet who is there: worth waiting for. */
  readonly isDeviceAlone?: boolean
}

/** An SDK that has its identity, and takes events. */
export interface LiveSdk {
  readonly current: () => Viewer
  /** Hands over an impression, which the SDK sends as the person it has at this moment. */
  readonly send: (impression: PendingImpression) => void
}

/** The SDK of a CDP, as the page offers it. */
interface Sdk {
  readonly findLive: () => LiveSdk | undefined
  /** Whether the site has said that nothing may be tracked. */
  readonly isRefused: () => boolean
  /** Who the SDK will name once it is live, from what it stored before. */
  readonly stored: () => Viewer | undefined
  /** Who saw an impression before the SDK was live: `guess` is from storage, `first` is whom it named as it became live. */
  readonly viewerOf: (guess: Viewer, first: Viewer) => Viewer
}

/** Looks for an SDK; `wake` is called as it becomes live. */
export type ConnectSdk<Options extends IntegrationOptions> = (options: Options, wake: () => void) => Sdk
