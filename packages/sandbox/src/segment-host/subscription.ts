/** One subscription of the destination, in the form in which Segment keeps it. */
export interface Subscription {
  /** Shown to people. @default the action's key */
  readonly name?: string
  /** Which events it takes, in Segment's filter language (FQL). */
  readonly subscribe: string
  /** The key of the action: `trackImpression` or `trackExposure`. */
  readonly partnerAction: string
  readonly mapping: Readonly<Record<string, unknown>>
  /** @default true */
  readonly enabled?: boolean
}

/** A field of a mapping that isn't mapped as usual; null for a field that isn't mapped at all. */
export interface ChangedField {
  readonly field: string
  readonly mapping: unknown
  readonly usual: unknown
}

/** The subscription that took an event. */
export interface TakenBy {
  readonly name: string
  /** What its mapping has that the default mapping doesn't, and the other way round. */
  readonly changed: readonly ChangedField[]
}
