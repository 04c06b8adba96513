import type { ActionDefinition } from '@segment/actions-core'
import type { BatchDifference } from '../trial/compare-batch.js'
import { createFinding, type Finding } from '../finding.js'
import { mappedField, placeOfField } from './mapped-field.js'
import type { Subscription } from '../read/subscription.js'
import type { Trials } from '../trial/try-subscription.js'

interface Surroundings {
  readonly fields: ActionDefinition<never>['fields']
  /** The preset for the same events. */
  readonly reference: Subscription
}

/** Returns one finding for each kind of difference between a batch and single events. */
export function batchFindings(tried: Trials, subscription: Subscription, around: Surroundings): Finding[] {
  const { trials, isBatching, batchFailure } = tried
  if (batchFailure !== undefined) return batchFailures(tried, subscription, around)
  return gather(trials).map(({ difference, events }) => {
    const share = { events, of: trials.length, isBatching }
    if (difference.kind === 'outcome') {
      const { kind: _, ...outcomes } = difference
      return createFinding('BATCH_OUTCOME_DIFFERS', subscription.place, { ...share, ...outcomes })
    }
    const { field, single, batch } = difference
    return createFinding('BATCH_DIFFERS', placeOfField(subscription, field), {
      ...share,
      ...mappedField(field, subscription, around),
      single,
      batch,
    })
  })
}

/** Returns one finding for each field that Segment can’t map for some event. */
function batchFailures(
  { trials, isBatching, batchFailure: reason = '' }: Trials,
  subscription: Subscription,
  around: Surroundings,
): Finding[] {
  const failing = trials.flatMap((trial) => trial.failing)
  const fields = Object.keys(subscription.mapping).filter((field) => failing.includes(field))
  // The mapping works, but the action fails with what it returns.
  if (fields.length === 0) {
    const events = trials.filter(({ single }) => single.kind === 'accepted').length
    const params = {
      events,
      of: trials.length,
      isBatching,
      reason,
      single: 'accepted',
      batch: 'rejected',
    } as const
    return [createFinding('BATCH_OUTCOME_DIFFERS', subscription.place, params)]
  }
  return fields.map((field) =>
    createFinding('BATCH_FAILS', placeOfField(subscription, field), {
      events: failing.filter((one) => one === field).length,
      of: trials.length,
      isBatching,
      ...mappedField(field, subscription, around),
      reason,
    }),
  )
}

interface Gathered {
  readonly difference: BatchDifference
  readonly events: number
}

/** Collects the differences of all trials, and counts equal ones. */
function gather(trials: Trials['trials']): Gathered[] {
  const found = new Map<string, Gathered>()
  for (const difference of trials.flatMap(({ batchDifferences }) => batchDifferences)) {
    const key = JSON.stringify(difference)
    found.set(key, { difference, events: (found.get(key)?.events ?? 0) + 1 })
  }
  return [...found.values()]
}
