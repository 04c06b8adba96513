import { didYouMean } from '../../did-you-mean.js'
import type { Place } from '../finding.js'

/** One subscription, whatever the shape it was given in. */
export interface Subscription {
  readonly place: Place
  /** The destination it belongs to: its name, or its id. `undefined` where nothing tells. */
  readonly destination: string | undefined
  /** Which events it takes, in Segment’s filter language (FQL). */
  readonly subscribe: string
  readonly action: string
  readonly mapping: Readonly<Record<string, unknown>>
  readonly isEnabled: boolean
}

/** Actions of Segment’s own Amplitude destination that send any track event on. Source: action-destinations, `amplitude`. */
const amplitudeLogActions: ReadonlySet<string> = new Set(['logEvent', 'logEventV2'])
const amplitudeActions: ReadonlySet<string> = new Set([
  ...amplitudeLogActions,
  'logPurchase',
  'identifyUser',
  'mapUser',
  'groupIdentifyUser',
  'sessionId',
])

/** Whether Segment’s own Amplitude destination sends the event on with it. */
export function isAmplitudeLog({ action }: Subscription): boolean {
  return amplitudeLogActions.has(action)
}

/**
 * The subscriptions of the destination of this project, those whose action it does not have included. A listing of a
 * source may have others too, and does not always say whose they are.
 */
export function ownSubscriptions(
  subscriptions: readonly Subscription[],
  actions: readonly string[],
): Subscription[] {
  const known = subscriptions.filter((one) => actions.includes(one.action) && !isForeign(one.destination))
  const own = new Set(known.flatMap(({ destination }) => destination ?? []))
  return subscriptions.filter((one) => {
    const { action, destination } = one
    if (known.includes(one)) return true
    if (amplitudeActions.has(action)) return false
    if (destination === undefined || own.has(destination) || isOwnName(destination)) return true
    return !isForeign(destination) && didYouMean(action, actions) !== undefined
  })
}

/** `Amplitude-Experiment`, `Amplitude Experiment (Actions)`, `actions-amplitude-experiment`. */
function isOwnName(destination: string): boolean {
  return /amplitude[\s-]*experiment/i.test(destination)
}

/** A name of another destination; an id is no name. */
function isForeign(destination: string | undefined): boolean {
  return destination !== undefined && !isOwnName(destination) && !/^[\da-z]{16,}$/i.test(destination)
}
