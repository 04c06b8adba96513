/** One impression or exposure, read: everything the transform needs, checked for kind and copied from the input. */
export interface ExperimentEvent {
  readonly kind: 'impression' | 'exposure'
  readonly flagKey: string
  /** `undefined`: the visitor is out of the experiment. */
  readonly variant: string | undefined
  readonly experimentKey: string | undefined
  /** When the variant was shown, by the visitor's clock: epoch ms. */
  readonly shownAt: number | undefined
  /** The properties that pass through under their own names, as JSON carries them. */
  readonly otherProperties: Readonly<Record<string, unknown>>
  /** Segment's moment of the event, corrected for clock skew: epoch ms. */
  readonly timestamp: number | undefined
  /** The same moment by the visitor's clock: epoch ms. */
  readonly originalTimestamp: number | undefined
  /** When Segment received the event: epoch ms. */
  readonly receivedAt: number | undefined
  readonly messageId: string | undefined
  readonly userId: string | undefined
  readonly anonymousId: string | undefined
  /** `context.device.id`, which goes before `anonymousId`; `undefined` where it is no id. */
  readonly contextDeviceId: string | undefined
  /** `metadata.flagType` names a group that only keeps experiments apart: no user property belongs to it. */
  readonly isMutualExclusionGroup: boolean
}
