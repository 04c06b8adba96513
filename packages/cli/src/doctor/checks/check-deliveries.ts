import { preTransformation } from '@experiment-impressions/contract'
import { skippedCheck, type Check } from '../check.js'
import { describePlace } from '../words/describe-place.js'
import { createFinding, type Finding } from '../finding.js'
import { isAmplitudeLog, type Subscription } from '../read/subscription.js'
import { matchedBy, namesOf, type TestEvent } from '../trial/test-events.js'

interface Surroundings {
  /** All subscriptions of the source, including those of other destinations. */
  readonly subscriptions: readonly Subscription[]
  /** Those of this project’s destination that have one of its actions. */
  readonly own: readonly Subscription[]
  readonly testEvents: readonly TestEvent[]
}

/** Checks with test events that each event goes to Amplitude once. Pure. */
export function checkDeliveries({ subscriptions, own, testEvents }: Surroundings): Check {
  const eventsOf = (one: Subscription): TestEvent[] => (one.enabled ? matchedBy(one, testEvents) : [])
  const matched = own.map((one) => ({ one, events: eventsOf(one) }))
  const findings = [
    ...matched.flatMap((later, index) =>
      matched.slice(0, index).flatMap((earlier) => overlap(earlier, later)),
    ),
    ...subscriptions.filter(isAmplitudeLog).flatMap((one) => {
      const doubled = namesOf(eventsOf(one)).filter((name) => name.startsWith('$'))
      return doubled.length === 0
        ? []
        : [
            createFinding('DOUBLE_DELIVERY', one.place, {
              matched: doubled,
              trigger: withoutExperiments(one.subscribe),
            }),
          ]
    }),
  ]
  if (findings.length === 0 && matched.every(({ events }) => events.length === 0))
    return skippedCheck('deliveries', 'NOTHING_SENT')
  const events = testEvents.filter(({ isExperimentEvent }) => isExperimentEvent).length
  const note = { code: 'EACH_SENT_ONCE', params: { events } } as const
  return { name: 'deliveries', findings, isMade: true, note }
}

/** A subscription and the test events that it matches. */
interface Matched {
  readonly one: Subscription
  readonly events: readonly TestEvent[]
}

function overlap(earlier: Matched, later: Matched): Finding[] {
  const both = later.events.filter((event) => earlier.events.includes(event))
  if (both.length === 0) return []
  const destinations = [earlier.one.destination, later.one.destination]
  return [
    createFinding('SUBSCRIPTIONS_OVERLAP', later.one.place, {
      other: describePlace(earlier.one.place),
      matched: namesOf(both),
      sameDestination: destinations.includes(undefined) || destinations[0] === destinations[1],
    }),
  ]
}

/** A trigger that matches the same events except experiment events. */
function withoutExperiments(subscribe: string): string {
  return `${/\bor\b/i.test(subscribe) ? `(${subscribe})` : subscribe} and ${filter}`
}

const filter = `event != "${preTransformation.impression}" and event != "${preTransformation.exposure}"`
