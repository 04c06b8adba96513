import { transform } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/inspection'
import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import type { Check } from './check.js'
import { compareMapped, type Difference } from './compare-mapped.js'
import { describeMapping } from './describe-mapping.js'
import { readFilter } from './filter.js'
import { createFinding, type Finding, type MappedField } from './finding.js'
import { createMappingRunner, type Mapped } from './run-mapping.js'
import type { Subscription } from './subscription.js'
import type { TestEvent } from './test-events.js'

interface Surroundings {
  readonly definition: DestinationDefinition<never>
  /** The subscriptions that enabling the destination gives. */
  readonly presets: readonly Subscription[]
  readonly testEvents: readonly TestEvent[]
}

type Run = (subscription: Subscription, event: TestEvent['event']) => Promise<Mapped>

/**
 * Runs the mapping of every subscription over the test events that it takes, and compares what the destination would
 * send with the transformation of the raw event. No request is made.
 */
export async function checkMappings(
  own: readonly Subscription[],
  { definition, presets, testEvents }: Surroundings,
): Promise<Check> {
  const run = createMappingRunner()
  const findings: Finding[] = []
  let subscriptions = 0
  let events = 0
  for (const subscription of own.filter((one) => isRunnable(one, definition))) {
    const taken = takenBy(subscription, testEvents)
    const [reference = subscription] = presets
      .filter((preset) => takenBy(preset, taken).length > 0)
      .sort((a, b) => Number(b.action === subscription.action) - Number(a.action === subscription.action))
    if (taken.length === 0) continue
    const trials = await Promise.all(
      taken.map(async (testEvent) => ({
        testEvent,
        differences: await tryOn(testEvent, subscription, { run, presets }),
      })),
    )
    subscriptions += 1
    events += trials.length
    findings.push(...toFindings(trials, subscription, { definition, reference }))
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

/** What a mapping lacks altogether has been found before. */
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

function takenBy({ subscribe }: Subscription, testEvents: readonly TestEvent[]): TestEvent[] {
  const filter = readFilter(subscribe)
  if (filter === undefined) return []
  return testEvents.filter(({ event, counterpart }) => counterpart !== undefined && filter.matches(event))
}

interface Trial {
  readonly testEvent: TestEvent
  readonly differences: readonly Difference[]
}

async function tryOn(
  testEvent: TestEvent,
  subscription: Subscription,
  { run, presets }: { readonly run: Run; readonly presets: readonly Subscription[] },
): Promise<Difference[]> {
  const { event, counterpart } = testEvent
  const result = transform(counterpart)
  const preset = presets.find((one) => takenBy(one, [testEvent]).length > 0)
  if (preset !== undefined && preset.action !== subscription.action)
    return [{ kind: 'event type', right: preset.action }]
  const usual = preset && (await run(preset, event))
  // Session and device are not the transformation’s: of them the presets give the measure.
  const details = usual?.kind === 'sent' ? usual.event : {}
  const expected = result.ok ? { ...details, ...result.value } : undefined
  return compareMapped(expected, await run(subscription, event))
}

interface Findable {
  readonly definition: DestinationDefinition<never>
  readonly reference: Subscription
}

function mappedFrom(mapping: unknown): string | undefined {
  return isGiven(mapping) ? describeMapping(mapping) : undefined
}

/** One finding for each kind of difference and field, however many events have it. */
function toFindings(
  trials: readonly Trial[],
  subscription: Subscription,
  { definition, reference }: Findable,
): Finding[] {
  const { place, action, mapping } = subscription
  const { fields } = definition.actions[action] as ActionDefinition<never>
  const order = Object.keys(fields)
  return gather(trials)
    .sort((a, b) => order.indexOf(fieldOf(a.difference)) - order.indexOf(fieldOf(b.difference)))
    .map(({ difference, name, events }) => {
      const share = { events, of: trials.length }
      const at = (field: string) => ({ ...place, path: [...place.path, 'mapping', field] })
      const mapped = (field: string): MappedField => ({
        field,
        label: fields[field]?.label ?? field,
        mapped: mappedFrom(ownPath(mapping, [field])),
        preset: describeMapping(ownPath(reference.mapping, [field])),
      })
      switch (difference.kind) {
        case 'event type': {
          const right = definition.actions[difference.right]?.title ?? difference.right
          const used = definition.actions[action]?.title ?? action
          return createFinding('EVENT_TYPE_CHANGED', place, { event: name, action: used, right })
        }
        case 'refused':
          return createFinding('EVENT_REFUSED', place, { ...share, reason: difference.reason })
        case 'not held back':
          return createFinding('EVENT_NOT_HELD_BACK', at('event_properties'), {
            ...share,
            ...mapped('event_properties'),
          })
        case 'properties lost': {
          const params = { ...share, ...mapped('event_properties'), names: difference.names }
          return createFinding('PROPERTIES_LOST', at('event_properties'), params)
        }
        default: {
          const code = (
            { lost: 'FIELD_LOST', changed: 'FIELD_CHANGED', invented: 'FIELD_INVENTED' } as const
          )[difference.kind]
          return createFinding(code, at(difference.field), { ...share, ...mapped(difference.field) })
        }
      }
    })
}

interface Gathered {
  readonly difference: Difference
  /** Of the first event that has it. */
  readonly name: string
  readonly events: number
}

/** The differences of all trials, alike ones as one. */
function gather(trials: readonly Trial[]): Gathered[] {
  const found = new Map<string, Gathered>()
  for (const { testEvent, differences } of trials) {
    for (const difference of differences) {
      const key = difference.kind === 'properties lost' ? difference.kind : JSON.stringify(difference)
      const known = found.get(key) ?? { difference, name: testEvent.name, events: 0 }
      found.set(key, { ...known, difference: join(known.difference, difference), events: known.events + 1 })
    }
  }
  return [...found.values()]
}

function join(one: Difference, other: Difference): Difference {
  if (one.kind !== 'properties lost' || other.kind !== 'properties lost') return one
  return { ...one, names: [...new Set([...one.names, ...other.names])] }
}

/** Empty where the whole event is meant. */
function fieldOf(difference: Difference): string {
  if ('field' in difference) return difference.field
  return ['not held back', 'properties lost'].includes(difference.kind) ? 'event_properties' : ''
}
