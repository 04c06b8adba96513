import { escapeText } from '@experiment-impressions/contract'
import { describePlace } from '../doctor/words/describe-place.js'
import type { Finding } from '../doctor/finding.js'
import { readSubscriptions } from '../doctor/read/read-subscriptions.js'
import { ownSubscriptions } from '../doctor/read/subscription.js'
import { UnreadableInputError } from '../errors.js'
import type { Io } from '../io.js'
import type { SandboxSubscription } from '../sandbox-module.js'

/**
 * Reads the subscriptions of this destination from files, which may contain those of others.
 * @throws {UnreadableInputError} if one of them can't be used, or there are none
 */
export async function readOwnSubscriptions(
  paths: readonly string[],
  io: Pick<Io, 'stdin' | 'signal'>,
): Promise<SandboxSubscription[]> {
  const { subscriptions, findings } = await readSubscriptions(paths, io)
  const [finding] = findings
  if (finding !== undefined) throw new UnreadableInputError(escapeText(explain(finding)))
  // It's slow to load, and the rest of this command doesn't need it.
  const { createDestination } = await import('@experiment-impressions/destination')
  const own = ownSubscriptions(subscriptions, Object.keys(createDestination().actions))
  if (own.length === 0)
    throw new UnreadableInputError(
      `${escapeText(paths.join(', '))}: there is no subscription of this destination. Expected one with the action trackImpression or trackExposure.`,
    )
  return own.map(({ place, subscribe, partnerAction, mapping, enabled }) => ({
    name: place.name ?? describePlace({ path: place.path }),
    subscribe,
    partnerAction,
    mapping,
    enabled,
  }))
}

function explain({ code, place, params }: Finding): string {
  const where = describePlace(place)
  if (code !== 'SUBSCRIPTION_MALFORMED')
    return `${where} is one page of several. Pass the files with the other pages too, and remove “pagination” from each.`
  const { expected, received } = params
  const found = received === 'undefined' ? 'nothing' : received
  return `${where}: expected ${expected}, found ${found}. Copy the subscription from Segment’s Public API again.`
}
