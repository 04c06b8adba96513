import { readFilter } from '@experiment-impressions/sandbox/segment-host'
import type { ActionDefinition } from '@segment/actions-core'
import { createFinding, type Finding } from '../finding.js'
import type { Subscription } from '../read/subscription.js'
import { mistypedTrigger } from '../trial/mistyped-trigger.js'
import { namesOf, type TestEvent } from '../trial/test-events.js'

interface Surroundings {
  readonly actions: Readonly<Record<string, ActionDefinition<never>>>
  readonly testEvents: readonly TestEvent[]
  /** The events that enabled subscriptions match. */
  readonly covered: readonly TestEvent[]
}

/** Checks what a subscription’s trigger asks for. Pure. */
export function checkTrigger(
  { place, subscribe, partnerAction }: Pick<Subscription, 'place' | 'subscribe' | 'partnerAction'>,
  { actions, testEvents, covered }: Surroundings,
): Finding[] {
  const filter = readFilter(subscribe)
  if (filter === undefined) return [createFinding('FQL_INVALID', place, {})]
  const findings: Finding[] = []
  if (filter.readAs !== undefined)
    findings.push(createFinding('FQL_READ_DIFFERENTLY', place, { read: filter.readAs }))
  const mistyped = mistypedTrigger(filter, testEvents)
  if (mistyped !== undefined) {
    const { found: _, ...params } = mistyped
    const names = namesOf(covered)
    const isCovered = mistyped.missed.every((name) => names.includes(name))
    findings.push(createFinding('TRIGGER_MISTYPED', place, { ...params, isCovered }))
  }
  const others = testEvents.filter(
    ({ event, isExperimentEvent }) => !isExperimentEvent && filter.matches(event),
  )
  if (others.length > 0) {
    const usual = actions[partnerAction]?.defaultSubscription ?? ''
    findings.push(
      createFinding('SUBSCRIPTION_TOO_WIDE', place, { matched: namesOf(others), subscribe: usual }),
    )
  }
  return findings
}
