/** What `createExperimentIntegration` reads of an analytics.js instance it is given: any version and either build fits. */
export interface AnalyticsInstance {
  readonly track: (...args: never[]) => unknown
}

/** How impressions travel, whichever SDK takes them. */
export interface IntegrationOptions {
  /** Leaves `setup` out, so that the Experiment client waits for nothing. @default false */
  readonly skipSetup?: boolean | undefined
  /** Sends `metadata` as plain `metadata_…` properties, for CDPs that cannot take objects. @default false */
  readonly flattenMetadata?: boolean | undefined
  /**
   * What the visitor agreed to: `true` sends, `false` erases what waits, `undefined` keeps it on the device until decided.
   * A function is asked whenever it matters; one that throws counts as undecided.
   * @default true, as far as the SDK itself is allowed to load
   */
  readonly consent?: boolean | (() => boolean | undefined) | undefined
  /** How many days an impression may wait on the device. @default 7, Segment's and Amplitude's windows for removing duplicates */
  readonly maxAgeDays?: number | undefined
  /** Prints each impression with its identity, page and fate. @default `?experiment_impressions=debug` in the page's URL */
  readonly debug?: boolean | undefined
}

/** How impressions travel to analytics.js. Every option may be left out. */
export interface ExperimentImpressionsOptions extends IntegrationOptions {
  /**
   * The analytics.js instance: `Analytics`, `AnalyticsBrowser` (before or after it loaded) or the snippet's stub.
   * `null` says that the visitor refuses tracking: nothing is sent and what waits is erased.
   * @default `window[instanceKey]`, looked up whenever it is needed
   */
  readonly instance?: AnalyticsInstance | null | undefined
  /** The property of `window` that holds analytics.js. @default 'analytics' */
  readonly instanceKey?: string | undefined
  /** Where analytics.js keeps the user id: its own `user.cookie.key`. @default the snippet's load options, else 'ajs_user_id' */
  readonly userIdKey?: string | undefined
  /** Passes Segment track events to the Web Experiment script's triggers and targeting. @default true */
  readonly forwardEvents?: boolean | undefined
}
