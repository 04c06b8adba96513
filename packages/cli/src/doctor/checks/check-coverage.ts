import { preTransformation } from '@experiment-impressions/contract'
import { readFilter } from '@experiment-impressions/sandbox/segment-host'
import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import { createFinding, nowhere, type Finding } from '../finding.js'
import type { Subscription } from '../read/subscription.js'
import { mistypedTrigger } from '../trial/mistyped-trigger.js'
import type { TestEvent } from '../trial/test-events.js'

type Definition = DestinationDefinition<never>

interface Surroundings {
  /** The subscriptions of this project’s destination. */
  readonly own: readonly Subscription[]
  readonly definition: Definition
  readonly testEvents: readonly TestEvent[]
  /** The events that enabled subscriptions match. */
  readonly covered: readonly TestEvent[]
}

/** The test events that an enabled subscription with a known action matches. */
export function coveredEvents({
  own,
  definition,
  testEvents,
}: Omit<Surroundings, 'covered'>): readonly TestEvent[] {
  const filters = own
    .filter(({ enabled, partnerAction }) => enabled && Object.hasOwn(definition.actions, partnerAction))
    .map(({ subscribe }) => readFilter(subscribe))
  return testEvents.filter(({ event }) => filters.some((filter) => filter?.matches(event) === true))
}

/** Checks whether enabled subscriptions match all impressions and exposures. Pure. */
export function checkCoverage(surroundings: Surroundings): Finding[] {
  const { own, testEvents } = surroundings
  // A mistyped trigger has its own finding, which is the cause.
  const explained = own.flatMap(({ subscribe }) => {
    const filter = readFilter(subscribe)
    return (filter && mistypedTrigger(filter, testEvents)?.found) ?? []
  })
  return [preTransformation.impression, preTransformation.exposure]
    .filter((name) => !explained.includes(name))
    .flatMap((name) => checkName(name, surroundings))
}

function checkName(name: string, { definition, testEvents, covered }: Surroundings): Finding[] {
  const of = testEvents.filter((one) => one.name === name).length
  const events = of - covered.filter((one) => one.name === name).length
  if (events === 0) return []
  if (events < of) return [createFinding('SUBSCRIPTION_TOO_NARROW', nowhere, { event: name, events, of })]
  return [createFinding('SUBSCRIPTION_MISSING', nowhere, { event: name, ...usualFor(name, definition) })]
}

/** The finding about a destination without subscriptions; `others` belong to other destinations. */
export function nothingSent(others: number, definition: Definition): Finding {
  const usual = usualFor(preTransformation.impression, definition)
  return createFinding('SUBSCRIPTIONS_EMPTY', nowhere, { own: definition.name, others, ...usual })
}

/** The action for an experiment event, and its usual trigger. */
function usualFor(event: string, { actions }: Definition) {
  const action = event === preTransformation.impression ? 'trackImpression' : 'trackExposure'
  const { title, defaultSubscription = '' } = actions[action] as ActionDefinition<never>
  return { action: title, subscribe: defaultSubscription }
}
