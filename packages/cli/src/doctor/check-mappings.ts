import type { DestinationDefinition } from '@segment/actions-core'
import { skippedCheck, type Check } from './check.js'
import { batchFindings } from './checks/batch-findings.js'
import { mappingFindings } from './checks/mapping-findings.js'
import type { Finding } from './finding.js'
import type { Subscription } from './read/subscription.js'
import { createMappingRunner, type Mapped } from './trial/run-mapping.js'
import { matchedBy, type TestEvent } from './trial/test-events.js'
import { trySubscription } from './trial/try-subscription.js'

interface Surroundings {
  readonly definition: DestinationDefinition<never>
  /** The subscriptions that enabling the destination creates. */
  readonly presets: readonly Subscription[]
  readonly testEvents: readonly TestEvent[]
}

/**
 * Runs the mapping of every subscription with the test events that it matches, one by one and as one batch. Compares what
 * the destination would send with the transformed raw event, and batches with single events. Makes no request.
 */
export async function checkMappings(
  own: readonly Subscription[],
  { definition, presets, testEvents }: Surroundings,
): Promise<Check> {
  const runner = createMappingRunner(definition)
  const byPreset = new Map<TestEvent, Promise<Mapped>>()
  const runPreset = (preset: Subscription, testEvent: TestEvent): Promise<Mapped> => {
    const mapped = byPreset.get(testEvent) ?? runner.runSingle(preset, testEvent.event)
    byPreset.set(testEvent, mapped)
    return mapped
  }
  const findings: Finding[] = []
  let subscriptions = 0
  let events = 0
  for (const subscription of own.filter((one) => isRunnable(one, definition))) {
    const matched = matchedBy(subscription, testEvents)
    if (matched.length === 0) continue
    const { partnerAction } = subscription
    const [reference = subscription] = presets
      .filter((preset) => matchedBy(preset, matched).length > 0)
      .sort((a, b) => Number(b.partnerAction === partnerAction) - Number(a.partnerAction === partnerAction))
    const tried = await trySubscription(subscription, matched, { runner, presets, runPreset })
    const fields = definition.actions[partnerAction]?.fields ?? {}
    subscriptions += 1
    events += matched.length
    findings.push(
      ...mappingFindings(tried, subscription, { definition, reference }),
      ...batchFindings(tried, subscription, { fields, reference }),
    )
  }
  if (subscriptions === 0) return skippedCheck('mappings', 'MAPPINGS_NOT_RUNNABLE')
  const note = { code: 'MAPPINGS_RIGHT', params: { subscriptions, events } } as const
  return { name: 'mappings', findings, isMade: true, note }
}

/** Whether the subscription can run. Other checks find disabled ones, unknown actions and unmapped required fields. */
function isRunnable(
  { enabled, partnerAction, mapping }: Subscription,
  { actions }: Surroundings['definition'],
): boolean {
  const fields = Object.hasOwn(actions, partnerAction) ? actions[partnerAction]?.fields : undefined
  return (
    enabled &&
    fields !== undefined &&
    Object.entries(fields).every(
      ([field, { required }]) => required !== true || Object.hasOwn(mapping, field),
    )
  )
}
