import type { Identity, PendingImpression } from '../impression/pending-impression.js'
import type { IntegrationOptions } from '../options.js'

/** Who is looking at the page, according to the SDK of a CDP. */
export interface Viewer extends Identity {
  /** Tells one login from another. Absent while nobody is logged in. */
  readonly account?: string | null | undefined
  /** Whether only the device is known so far, and the person is worth waiting for. */
  readonly isDeviceAlone?: boolean
}

/** An SDK that has its identity and accepts events. */
export interface LiveSdk {
  readonly current: () => Viewer
  /** Sends an impression. The SDK sends it as the person it has at this moment. */
  readonly send: (impression: PendingImpression) => void
}

/** The SDK of a CDP, as the page offers it. */
interface Sdk {
  readonly findLive: () => LiveSdk | undefined
  /** Returns whether the site forbids tracking. */
  readonly isRefused: () => boolean
  /** Predicts, from what the SDK stored before, whom it will name once it is live. */
  readonly stored: () => Viewer | undefined
  /**
   * Decides who saw an impression that came before the SDK was live. `guess` comes from storage; `first` is the person that the
   * SDK named as it became live.
   */
  readonly viewerOf: (guess: Viewer, first: Viewer) => Viewer
}

/** Connects to an SDK, and calls `wake` when it becomes live. */
export type ConnectSdk<Options extends IntegrationOptions> = (options: Options, wake: () => void) => Sdk
