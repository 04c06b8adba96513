/**
 * Every name on the wire, verbatim, in one place.
 *
 * Pre-transformation names are what the Web Experiment script and the Experiment SDKs hand to a CDP; post-transformation
 * names are what Amplitude stores. Source: Amplitude docs, "Web Experiment: Event tracking" and "Experiment: Event tracking".
 */
export const preTransformation = {
  /** Segment event name: a Web Experiment variant was shown (or withheld) on a page. */
  impression: '$impression',
  /** Segment event name: a feature experiment's variant was used. */
  exposure: '$exposure',
  /** Event property, required: the flag's key. */
  flagKey: 'flag_key',
  /** Event property, optional: the variant's key; absent for a visitor who is out of the experiment. */
  variant: 'variant',
  /** Event property, optional: tells the runs of one flag's experiment apart. */
  experimentKey: 'experiment_key',
  /** Event property, optional: epoch ms at which the variant was shown, by the visitor's clock. */
  time: 'time',
  /** Event property, optional: what the evaluation knew (`flagType`, `trackExposure`, …); passes through. */
  metadata: 'metadata',
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

/** What Amplitude expects as the value of an `$unset` key; it reads only the key (docs, "Identify API"). */
export const unsetPlaceholder = '-'

/** The variant key that Amplitude reserves for people who are out of an experiment. */
export const reservedOffVariant = 'off'

/** `metadata.flagType` of a group that only keeps experiments apart: no user property belongs to it. */
export const mutualExclusionGroup = 'mutual-exclusion-group'

/** Prefix of every experiment user property. */
export const experimentUserPropertyPrefix = '[Experiment] '
