import { escapeText } from '@experiment-impressions/contract'
import { describeFinding } from '../doctor/words/describe-finding.js'
import { describePlace } from '../doctor/words/describe-place.js'
import type { Finding } from '../doctor/finding.js'
import { readSubscriptions } from '../doctor/read/read-subscriptions.js'
import { ownSubscriptions } from '../doctor/read/subscription.js'
import { UnreadableInputError } from '../errors.js'
import type { Io } from '../io.js'
import type { SandboxSubscription } from '../sandbox-module.js'

/**
 * Reads this destination's subscriptions from files that may also contain those of other destinations.
 * @throws {UnreadableInputError} if there are none, or one can't be read
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
      `${escapeText(paths.join(', '))}: no subscription is for this destination. Add one with the action trackImpression or trackExposure.`,
    )
  return own.map(({ place, subscribe, partnerAction, mapping, enabled }) => ({
    name: place.name ?? describePlace({ path: place.path }),
    subscribe,
    partnerAction,
    mapping,
    enabled,
  }))
}

function explain(finding: Finding): string {
  const { code, place } = finding
  // Unlike doctor, the sandbox would play the session differently without the other pages.
  if (code === 'SUBSCRIPTIONS_INCOMPLETE')
    return `${describePlace(place)} is one page of several. Pass the files with the other pages too, and remove “pagination” from each.`
  const { reason, nextStep } = describeFinding(finding)
  return `${describePlace({ ...place, path: place.path.slice(0, 1) })}: ${reason} ${nextStep}`
}
