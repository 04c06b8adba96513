import type { DestinationDefinition } from '@segment/actions-core'
import type { Check } from '../check.js'
import type { Finding } from '../finding.js'
import { mappingFindings } from '../checks/mapping-findings.js'
import { createMappingRunner, type Mapped } from './run-mapping.js'
import type { Subscription } from '../read/subscription.js'
import type { TestEvent } from './test-events.js'
import { takenBy, trySubscription } from './try-subscription.js'
import { wayFindings } from '../checks/batch-findings.js'

interface Surroundings {
  readonly definition: DestinationDefinition<never>
  /** The subscriptions that enabling the destination gives. */
  readonly presets: readonly Subscription[]
  readonly testEvents: readonly TestEvent[]
}

/**
 * Runs the mapping of every subscription over the test events that it takes, each by itself and all as one batch, and
 * compares what the destination would send with the transformation of the raw event, and the two ways with each other.
 * No request is made.
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
    const taken = takenBy(subscription, testEvents)
    if (taken.length === 0) continue
    const [reference = subscription] = presets
      .filter((preset) => takenBy(preset, taken).length > 0)
      .sort((a, b) => Number(b.action === subscription.action) - Number(a.action === subscription.action))
    const tried = await trySubscription(subscription, taken, { runner, presets, runPreset })
    const fields = definition.actions[subscription.action]?.fields ?? {}
    subscriptions += 1
    events += taken.length
    findings.push(
      ...mappingFindings(tried, subscription, { definition, reference }),
      ...wayFindings(tried, subscription, { fields, reference }),
    )
  }
  const isMade = subscriptions > 0
  return {
    name: 'mappings',
    findings,
    isMade,
    note: isMade
      ? { code: 'MAPPINGS_RIGHT', params: { subscriptions, events } }
      : { code: 'MAPPINGS_NOT_RUNNABLE', params: {} },
  }
}

/** Whether the subscription can be run at all. What a mapping lacks altogether has been found before. */
function isRunnable(
  { isEnabled, action, mapping }: Subscription,
  { actions }: Surroundings['definition'],
): boolean {
  const fields = Object.hasOwn(actions, action) ? actions[action]?.fields : undefined
  return (
    isEnabled &&
    fields !== undefined &&
    Object.entries(fields).every(
      ([field, { required }]) => required !== true || Object.hasOwn(mapping, field),
    )
  )
}
