import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import { describeMapping, didYouMean } from '@experiment-impressions/inspection'
import type { Check } from '../check.js'
import { checkBatching } from './check-batching.js'
import { placeOfField } from './mapped-field.js'
import { checkCoverage, coveredEvents, nothingSent } from './check-coverage.js'
import { checkTrigger } from './check-trigger.js'
import { createFinding, type Finding } from '../finding.js'
import type { GivenSubscriptions } from '../read/read-subscriptions.js'
import type { Subscription } from '../read/subscription.js'
import type { TestEvent } from '../trial/test-events.js'

interface Surroundings {
  /** The subscriptions of this project’s destination. */
  readonly own: readonly Subscription[]
  readonly definition: DestinationDefinition<never>
  readonly testEvents: readonly TestEvent[]
  readonly isPresets: boolean
}

/** Checks each subscription on its own, and whether one is missing. Pure. */
export function checkSubscriptions(given: GivenSubscriptions, surroundings: Surroundings): Check {
  const { own, definition, isPresets } = surroundings
  const params = { subscriptions: own.length, others: given.subscriptions.length - own.length, isPresets }
  const isEmpty = own.length === 0 && given.findings.every(({ code }) => code !== 'SUBSCRIPTION_MALFORMED')
  return {
    name: 'subscriptions',
    findings: [
      ...given.findings,
      ...(isEmpty ? [nothingSent(params.others, definition)] : checkOwn(surroundings)),
    ],
    isMade: true,
    note: { code: 'SUBSCRIPTIONS_RIGHT', params },
  }
}

function checkOwn({ own, definition, testEvents }: Surroundings): Finding[] {
  const covered = coveredEvents({ own, definition, testEvents })
  const { actions } = definition
  return [
    ...own.flatMap((one) => [
      ...(one.enabled ? [] : [createFinding('SUBSCRIPTION_DISABLED', one.place, {})]),
      ...checkTrigger(one, { actions, testEvents, covered }),
      ...checkAction(one, actions),
    ]),
    ...checkCoverage({ own, definition, testEvents, covered }),
  ]
}

function checkAction(
  { place, partnerAction, mapping }: Subscription,
  actions: DestinationDefinition<never>['actions'],
): Finding[] {
  const definition = Object.hasOwn(actions, partnerAction) ? actions[partnerAction] : undefined
  if (definition !== undefined) return checkFields({ place, mapping }, definition.fields)
  const names = Object.keys(actions)
  return [createFinding('ACTION_UNKNOWN', place, { actions: names, meant: didYouMean(partnerAction, names) })]
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
