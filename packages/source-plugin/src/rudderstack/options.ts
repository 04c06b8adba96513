import type { IntegrationOptions } from '../options.js'

/** What is read of a RudderStack instance: any version fits. */
export interface RudderstackInstance {
  readonly track: (...args: never[]) => unknown
}

/** How impressions travel to RudderStack's SDK. Every option may be left out. */
export interface RudderstackOptions extends IntegrationOptions {
  /**
   * The SDK: a `RudderAnalytics`, before or after it loaded, or the snippet's stub. `null` says that the visitor refuses tracking:
   * nothing is sent and what waits is erased.
   * @default `window[instanceKey]`, looked up whenever it is needed
   */
  readonly instance?: RudderstackInstance | null | undefined
  /** The property of `window` that holds the SDK. @default 'rudderanalytics' */
  readonly instanceKey?: string | undefined
}
