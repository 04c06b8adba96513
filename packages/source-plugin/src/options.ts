/** The part of an analytics.js instance that `createExperimentIntegration` requires. Any version and either build fits. */
export interface AnalyticsInstance {
  readonly track: (...args: never[]) => unknown
}

/** Options of every integration, whichever SDK it hands impressions to. */
export interface IntegrationOptions {
  /** Omits `setup`, so the Experiment client waits for nothing. @default false */
  readonly skipSetup?: boolean | undefined
  /** Sends `metadata` as plain `metadata_…` properties, for CDPs that don't accept objects. @default false */
  readonly flattenMetadata?: boolean | undefined
  /**
   * The visitor's decision: `true` sends impressions, `false` deletes those that wait, and `undefined` keeps them on the device
   * until it is made. A function is called each time the decision matters; if it throws, that counts as undecided.
   * @default true, if the SDK itself is allowed to load
   */
  readonly consent?: boolean | (() => boolean | undefined) | undefined
  /** How many days an impression may wait on the device. @default 7, Segment's and Amplitude's deduplication window */
  readonly maxAgeDays?: number | undefined
  /** Prints each impression with its identity, page and fate. @default `?experiment_impressions=debug` in the page's URL */
  readonly debug?: boolean | undefined
}

/** Options of the integration with analytics.js. All are optional. */
export interface ExperimentImpressionsOptions extends IntegrationOptions {
  /**
   * The analytics.js instance: `Analytics`, `AnalyticsBrowser` (before or after it loads) or the snippet's stub. `null` means that
   * the visitor refuses tracking: nothing is sent, and impressions that wait are deleted.
   * @default `window[instanceKey]`, looked up each time it is needed
   */
  readonly instance?: AnalyticsInstance | null | undefined
  /** The property of `window` that holds analytics.js. @default 'analytics' */
  readonly instanceKey?: string | undefined
  /** The key under which analytics.js stores the user id: its `user.cookie.key`. @default the snippet's load options, else 'ajs_user_id' */
  readonly userIdKey?: string | undefined
  /** Passes Segment track events to the Web Experiment script's triggers and targeting. @default true */
  readonly forwardEvents?: boolean | undefined
}
