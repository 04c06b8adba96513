import { transform } from '@experiment-impressions/contract'
import { batches } from '../checks/check-batching.js'
import { compareMapped, type Difference } from './compare-mapped.js'
import { compareWays, type WayDifference } from './compare-batch.js'
import { failingFields } from './failing-fields.js'
import { readFilter } from './filter.js'
import type { Mapped, MappingRunner } from './run-mapping.js'
import type { Subscription } from '../read/subscription.js'
import type { TestEvent } from './test-events.js'

/** One test event, run through one subscription in both ways. */
interface Trial {
  readonly testEvent: TestEvent
  readonly single: Mapped
  /** The fields that Segment cannot map for this event. */
  readonly failing: readonly string[]
  /** How the way that production takes differs from what should come out. */
  readonly differences: readonly Difference[]
  /** How the two ways differ; nothing where the batch failed as a whole. */
  readonly wayDifferences: readonly WayDifference[]
}

/** A subscription, run over the test events that it takes. */
export interface Trials {
  readonly trials: readonly Trial[]
  /** Whether production takes them in batches. */
  readonly isBatching: boolean
  /** Why the batch failed as a whole, although some of its events get through by themselves. */
  readonly batchFailure: string | undefined
}

interface TryOptions {
  readonly runner: MappingRunner
  readonly presets: readonly Subscription[]
  /** What the preset for the event makes of it. */
  readonly runPreset: (preset: Subscription, event: TestEvent) => Promise<Mapped>
}

/** Runs the mapping over each event by itself, and over all of them as one batch. No request is made. */
export async function trySubscription(
  given: Subscription,
  taken: readonly TestEvent[],
  { runner, presets, runPreset }: TryOptions,
): Promise<Trials> {
  // A wrong batch size is a finding of its own; here it would only make the framework refuse every event.
  const { batch_size: _, ...mapping } = given.mapping
  const subscription = { ...given, mapping }
  const isBatching = batches(mapping)
  const batch = await runner.runBatch(
    subscription,
    taken.map(({ event }) => event),
  )
  const trials = await Promise.all(
    taken.map(async (testEvent, index): Promise<Trial> => {
      const single = await runner.runSingle(subscription, testEvent.event)
      const inBatch = batch.kind === 'answered' ? (batch.events[index] ?? single) : single
      const judged = isBatching ? inBatch : single
      const preset = presets.find((one) => takenBy(one, [testEvent]).length > 0)
      return {
        testEvent,
        single,
        failing: isUnmappable(single) ? failingFields(mapping, testEvent.event) : [],
        differences: await judge(judged, testEvent, { action: given.action, preset, runPreset }),
        wayDifferences: compareWays(single, inBatch),
      }
    }),
  )
  if (batch.kind === 'answered' || trials.every(({ single }) => single.kind === 'refused'))
    return { trials, isBatching, batchFailure: undefined }
  return {
    // What cannot be mapped is told as the cause of the failure.
    trials: isBatching
      ? trials.map((one) => (one.failing.length > 0 ? { ...one, differences: [] } : one))
      : trials,
    isBatching,
    batchFailure: batch.reason,
  }
}

function isUnmappable(mapped: Mapped): boolean {
  return mapped.kind === 'refused' && mapped.payload === undefined
}

interface Judge extends Pick<TryOptions, 'runPreset'> {
  readonly action: string
  readonly preset: Subscription | undefined
}

async function judge(
  mapped: Mapped,
  testEvent: TestEvent,
  { action, preset, runPreset }: Judge,
): Promise<Difference[]> {
  if (preset !== undefined && preset.action !== action) return [{ kind: 'event type', right: preset.action }]
  const result = transform(testEvent.counterpart)
  const usual = preset && (await runPreset(preset, testEvent))
  // Session and device are not the transformation’s: of them the presets give the measure.
  const details = usual?.kind === 'sent' ? usual.event : {}
  return compareMapped(result.kind === 'send' ? { ...details, ...result.event } : undefined, mapped)
}

/** The experiment events that the subscription’s trigger takes. */
export function takenBy({ subscribe }: Subscription, testEvents: readonly TestEvent[]): TestEvent[] {
  const filter = readFilter(subscribe)
  if (filter === undefined) return []
  return testEvents.filter(({ event, counterpart }) => counterpart !== undefined && filter.matches(event))
}
