/** An impression or exposure with everything the transform needs, type-checked and copied from the input. */
export interface ExperimentEvent {
  readonly kind: 'impression' | 'exposure'
  readonly flagKey: string
  /** `undefined`: the visitor isn't in the experiment. */
  readonly variant: string | undefined
  readonly experimentKey: string | undefined
  /** When the variant was shown, by the visitor's clock: epoch ms. */
  readonly shownAt: number | undefined
  /** The properties that pass through under their own names, as JSON carries them. */
  readonly otherProperties: Readonly<Record<string, unknown>>
  /** When the event happened, corrected by Segment for clock skew: epoch ms. */
  readonly timestamp: number | undefined
  /** When the event happened, by the visitor's clock: epoch ms. */
  readonly originalTimestamp: number | undefined
  /** When Segment received the event: epoch ms. */
  readonly receivedAt: number | undefined
  readonly messageId: string | undefined
  readonly userId: string | undefined
  readonly anonymousId: string | undefined
  /** `context.device.id`, which takes precedence over `anonymousId`; `undefined` if it isn't an id. */
  readonly contextDeviceId: string | undefined
  /** Whether `metadata.flagType` names a group that only keeps experiments apart and has no user property. */
  readonly isMutualExclusionGroup: boolean
}
