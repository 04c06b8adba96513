import type { Subscription as SegmentSubscription } from '@experiment-impressions/sandbox/segment-host'
import { didYouMean } from '@experiment-impressions/inspection'
import type { Place } from '../finding.js'

/** One subscription, from any of the formats that are read. */
export interface Subscription extends Omit<SegmentSubscription, 'name'> {
  /** Where it comes from, with its name. */
  readonly place: Place
  /** The name or id of its destination; `undefined` if unknown. */
  readonly destination: string | undefined
  readonly enabled: boolean
}

/** Actions of Segment’s own Amplitude destination that send any track event. Source: action-destinations, `amplitude`. */
const amplitudeLogActions: ReadonlySet<string> = new Set(['logEvent', 'logEventV2'])
const amplitudeActions: ReadonlySet<string> = new Set([
  ...amplitudeLogActions,
  'logPurchase',
  'identifyUser',
  'mapUser',
  'groupIdentifyUser',
  'sessionId',
])

/** Whether Segment’s own Amplitude destination sends track events with it. */
export function isAmplitudeLog({ partnerAction }: Subscription): boolean {
  return amplitudeLogActions.has(partnerAction)
}

/**
 * The subscriptions of this project's destination, including those with an unknown action. The list of a source may
 * contain others too, and doesn't always say whose they are.
 */
export function ownSubscriptions(
  subscriptions: readonly Subscription[],
  actions: readonly string[],
): Subscription[] {
  const known = subscriptions.filter(
    (one) => actions.includes(one.partnerAction) && !isForeign(one.destination),
  )
  const own = new Set(known.flatMap(({ destination }) => destination ?? []))
  return subscriptions.filter((one) => {
    const { partnerAction, destination } = one
    if (known.includes(one)) return true
    if (amplitudeActions.has(partnerAction)) return false
    if (destination === undefined || own.has(destination) || isOwnName(destination)) return true
    return !isForeign(destination) && didYouMean(partnerAction, actions) !== undefined
  })
}

/** Whether it’s this destination’s name: `Amplitude-Experiment`, `Amplitude Experiment (Actions)` or `actions-amplitude-experiment`. */
export function isOwnName(destination: string): boolean {
  return /amplitude[\s-]*experiment/i.test(destination)
}

/** Whether it’s the name of another destination; an id isn’t a name. */
function isForeign(destination: string | undefined): boolean {
  return destination !== undefined && !isOwnName(destination) && !/^[\da-z]{16,}$/i.test(destination)
}
