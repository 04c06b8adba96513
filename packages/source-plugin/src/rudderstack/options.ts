import type { IntegrationOptions } from '../options.js'

/** The part of a RudderStack instance that `createRudderstackIntegration` requires. Any version fits. */
export interface RudderstackInstance {
  readonly track: (...args: never[]) => unknown
}

/** Options of the integration with RudderStack's SDK. All are optional. */
export interface RudderstackOptions extends IntegrationOptions {
  /**
   * The SDK: a `RudderAnalytics` (before or after it loads) or the snippet's stub. `null` means that the visitor refuses tracking:
   * nothing is sent, and impressions that wait are deleted.
   * @default `window[instanceKey]`, looked up each time it is needed
   */
  readonly instance?: RudderstackInstance | null | undefined
  /** The property of `window` that holds the SDK. @default 'rudderanalytics' */
  readonly instanceKey?: string | undefined
}
