import { preTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import { describeMapping } from '@experiment-impressions/inspection'
import { didYouMean } from '../../did-you-mean.js'
import type { Check } from '../check.js'
import { checkBatching } from './check-batching.js'
import { placeOfField } from './mapped-field.js'
import { readFilter } from '@experiment-impressions/sandbox/segment-host'
import { createFinding, nowhere, type Finding } from '../finding.js'
import type { GivenSubscriptions } from '../read/read-subscriptions.js'
import type { Subscription } from '../read/subscription.js'
import { namesOf, type TestEvent } from '../trial/test-events.js'

interface Surroundings {
  /** The subscriptions of this project’s destination. */
  readonly own: readonly Subscription[]
  readonly definition: DestinationDefinition<never>
  readonly testEvents: readonly TestEvent[]
  readonly isPresets: boolean
}

/** Checks each subscription on its own, and whether one is missing. Pure. */
export function checkSubscriptions(given: GivenSubscriptions, surroundings: Surroundings): Check {
  const { own, definition, testEvents, isPresets } = surroundings
  const params = { subscriptions: own.length, others: given.subscriptions.length - own.length, isPresets }
  const isEmpty = own.length === 0 && given.findings.every(({ code }) => code !== 'SUBSCRIPTION_MALFORMED')
  const findings = isEmpty
    ? [...given.findings, nothingSent(params.others, definition)]
    : [
        ...given.findings,
        ...own.flatMap((one) => checkSubscription(one, definition.actions, testEvents)),
        ...[preTransformation.impression, preTransformation.exposure].flatMap((event) =>
          checkCoverage(event, surroundings),
        ),
      ]
  return { name: 'subscriptions', findings, isMade: true, note: { code: 'SUBSCRIPTIONS_RIGHT', params } }
}

type Actions = Readonly<Record<string, ActionDefinition<never>>>

function checkSubscription(
  { place, subscribe, partnerAction, mapping, enabled }: Subscription,
  actions: Actions,
  testEvents: readonly TestEvent[],
): Finding[] {
  const findings: Finding[] = []
  if (!enabled) findings.push(createFinding('SUBSCRIPTION_DISABLED', place, {}))
  const filter = readFilter(subscribe)
  if (filter === undefined) findings.push(createFinding('FQL_INVALID', place, {}))
  else {
    if (filter.readAs !== undefined)
      findings.push(createFinding('FQL_READ_DIFFERENTLY', place, { read: filter.readAs }))
    const others = testEvents.filter(({ event, counterpart }) => !counterpart && filter.matches(event))
    if (others.length > 0) {
      const params = {
        matched: namesOf(others),
        subscribe: actions[partnerAction]?.defaultSubscription ?? '',
      }
      findings.push(createFinding('SUBSCRIPTION_TOO_WIDE', place, params))
    }
  }
  const definition = Object.hasOwn(actions, partnerAction) ? actions[partnerAction] : undefined
  if (definition === undefined) {
    const names = Object.keys(actions)
    findings.push(
      createFinding('ACTION_UNKNOWN', place, { actions: names, meant: didYouMean(partnerAction, names) }),
    )
    return findings
  }
  return [...findings, ...checkFields({ place, mapping }, definition.fields)]
}

function checkFields(
  { place, mapping }: Pick<Subscription, 'place' | 'mapping'>,
  fields: ActionDefinition<never>['fields'],
): Finding[] {
  const at = (field: string) => placeOfField({ place }, field)
  const unknown = Object.keys(mapping).filter((field) => !Object.hasOwn(fields, field))
  const unmapped = Object.entries(fields).filter(
    ([field, { required }]) => required === true && !isGiven(ownPath(mapping, [field])),
  )
  return [
    ...unknown.map((field) =>
      createFinding('FIELD_UNKNOWN', at(field), { meant: didYouMean(field, Object.keys(fields)) }),
    ),
    ...unmapped.map(([field, { label, default: preset }]) =>
      createFinding('FIELD_UNMAPPED', at(field), {
        field,
        label,
        mapped: undefined,
        preset: describeMapping(preset),
      }),
    ),
    ...checkBatching({ place, mapping }, fields),
  ]
}

/** Checks whether enabled subscriptions match all events of a name. */
function checkCoverage(name: string, { own, definition, testEvents }: Surroundings): Finding[] {
  const filters = own
    .filter(({ enabled, partnerAction }) => enabled && Object.hasOwn(definition.actions, partnerAction))
    .map(({ subscribe }) => readFilter(subscribe))
  const events = testEvents.filter((one) => one.name === name)
  const matched = events.filter(({ event }) => filters.some((filter) => filter?.matches(event) === true))
  if (matched.length === events.length) return []
  if (matched.length > 0)
    return [
      createFinding('SUBSCRIPTION_TOO_NARROW', nowhere, {
        event: name,
        events: events.length - matched.length,
        of: events.length,
      }),
    ]
  return [createFinding('SUBSCRIPTION_MISSING', nowhere, { event: name, ...usualFor(name, definition) })]
}

function nothingSent(others: number, definition: Surroundings['definition']): Finding {
  const usual = usualFor(preTransformation.impression, definition)
  return createFinding('SUBSCRIPTIONS_EMPTY', nowhere, { own: definition.name, others, ...usual })
}

/** The action for an experiment event, and its usual trigger. */
function usualFor(event: string, { actions }: Surroundings['definition']) {
  const action = event === preTransformation.impression ? 'trackImpression' : 'trackExposure'
  const { title, defaultSubscription = '' } = actions[action] as ActionDefinition<never>
  return { action: title, subscribe: defaultSubscription }
}
