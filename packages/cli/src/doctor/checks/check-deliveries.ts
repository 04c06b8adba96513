import { preTransformation } from '@experiment-impressions/contract'
import type { Check } from '../check.js'
import { describePlace } from '../words/describe-place.js'
import { readFilter } from '../trial/filter.js'
import { createFinding, type Finding } from '../finding.js'
import { isAmplitudeLog, type Subscription } from '../read/subscription.js'
import { namesOf, type TestEvent } from '../trial/test-events.js'

interface Surroundings {
  /** Every subscription of the source, those of other destinations included. */
  readonly subscriptions: readonly Subscription[]
  /** Those of the destination of this project that have an action. */
  readonly own: readonly Subscription[]
  readonly testEvents: readonly TestEvent[]
}

/** A trigger that takes the same, but for experiment events. */
function withoutExperiments(subscribe: string): string {
  return `${/\bor\b/i.test(subscribe) ? `(${subscribe})` : subscribe} and ${filter}`
}

const filter = `event != "${preTransformation.impression}" and event != "${preTransformation.exposure}"`

/** Checks that each event goes to Amplitude once, by what matches the test events. Pure. */
export function checkDeliveries({ subscriptions, own, testEvents }: Surroundings): Check {
  const events = testEvents.filter(({ counterpart }) => counterpart !== undefined)
  const matchedBy = ({ subscribe, isEnabled }: Subscription): TestEvent[] => {
    const read = isEnabled ? readFilter(subscribe) : undefined
    return read === undefined ? [] : events.filter(({ event }) => read.matches(event))
  }
  const matched = own.map((one) => ({ one, events: matchedBy(one) }))
  const findings = [
    ...matched.flatMap((later, index) =>
      matched.slice(0, index).flatMap((earlier) => overlap(earlier, later)),
    ),
    ...subscriptions.filter(isAmplitudeLog).flatMap((one) => {
      const doubled = namesOf(matchedBy(one)).filter((name) => name.startsWith('$'))
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
  const note = { code: 'EACH_SENT_ONCE', params: { events: events.length } } as const
  return { name: 'deliveries', findings, isMade: true, note }
}

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
