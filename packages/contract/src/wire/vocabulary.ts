/**
 * Every name on the wire, verbatim, in one place.
 *
 * Pre-transformation names are the ones that the Web Experiment script and the Experiment SDKs send to a CDP.
 * Post-transformation names are the ones that Amplitude stores.
 * Sources: Amplitude docs, "Web Experiment: Event tracking" and "Experiment: Event tracking".
 */
export const preTransformation = {
  /** Segment event name: a page showed (or withheld) a Web Experiment variant. */
  impression: '$impression',
  /** Segment event name: an app used a feature experiment's variant. */
  exposure: '$exposure',
  /** Event property, required: the flag's key. */
  flagKey: 'flag_key',
  /** Event property, optional: the variant's key; absent if the visitor isn't in the experiment. */
  variant: 'variant',
  /** Event property, optional: tells the runs of one flag's experiment apart. */
  experimentKey: 'experiment_key',
  /** Event property, optional: when the variant was shown, by the visitor's clock, in epoch ms. */
  time: 'time',
  /** Event property, optional: details of the evaluation (`flagType`, `trackExposure`, …); passed through. */
  metadata: 'metadata',
} as const

/**
 * Segment's semantic event for the experiments of other tools, which counts as an exposure. Source: Segment docs,
 * "Spec: A/B Testing".
 */
export const experimentViewed = {
  event: 'Experiment Viewed',
  /** Becomes the flag key. */
  flagKey: 'experiment_name',
  /** Becomes the variant. */
  variant: 'variation_name',
  /** Becomes the experiment key. */
  experimentKey: 'experiment_id',
} as const

/** Names that Amplitude's experiment analysis and billing understand. */
export const postTransformation = {
  impression: '[Experiment] Impression',
  exposure: '[Experiment] Exposure',
  flagKey: '[Experiment] Flag Key',
  variant: '[Experiment] Variant',
  experimentKey: '[Experiment] Experiment Key',
  /** Changes user properties and records no event. */
  identify: '$identify',
} as const

/** Amplitude's user-property operators that an impression uses. */
export const userPropertyOperator = { set: '$set', unset: '$unset' } as const

/** The value that Amplitude expects for an `$unset` key; it reads only the key (docs, "Identify API"). */
export const unsetPlaceholder = '-'

/** The variant key that Amplitude reserves for people who aren't in an experiment. */
export const reservedOffVariant = 'off'

/** `metadata.flagType` of a group that only keeps experiments apart and has no user property. */
export const mutualExclusionGroup = 'mutual-exclusion-group'

/** Prefix of every experiment user property. */
export const experimentUserPropertyPrefix = '[Experiment] '
