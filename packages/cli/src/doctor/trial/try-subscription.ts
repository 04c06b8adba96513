import { transform } from '@experiment-impressions/contract'
import { isBatching } from '@experiment-impressions/sandbox/segment-host'
import type { Subscription } from '../read/subscription.js'
import { compareBatch, type BatchDifference } from './compare-batch.js'
import { compareMapped, type Difference } from './compare-mapped.js'
import { failingFields, type Mapped, type MappingRunner } from './run-mapping.js'
import { matchedBy, type TestEvent } from './test-events.js'

/** One test event, run through one subscription on its own and in a batch. */
interface Trial {
  readonly testEvent: TestEvent
  readonly single: Mapped
  /** The fields that Segment can’t map for this event. */
  readonly failing: readonly string[]
  /** How the event that Segment would deliver differs from what should be sent. */
  readonly differences: readonly Difference[]
  /** How the batch differs from the single event; empty if the whole batch failed. */
  readonly batchDifferences: readonly BatchDifference[]
}

/** A subscription, run with the test events that it matches. */
export interface Trials {
  readonly trials: readonly Trial[]
  /** Whether Segment delivers in batches. */
  readonly isBatching: boolean
  /** Why the whole batch failed, if some of its events succeed on their own. */
  readonly batchFailure: string | undefined
}

interface TryOptions {
  readonly runner: MappingRunner
  readonly presets: readonly Subscription[]
  /** Runs the event through its preset. */
  readonly runPreset: (preset: Subscription, event: TestEvent) => Promise<Mapped>
}

/** Runs the mapping with each event on its own, and with all events as one batch. Makes no request. */
export async function trySubscription(
  given: Subscription,
  matched: readonly TestEvent[],
  { runner, presets, runPreset }: TryOptions,
): Promise<Trials> {
  // A wrong batch size has its own finding. Here it would only make the framework refuse every event.
  const { batch_size: _, ...mapping } = given.mapping
  const subscription = { ...given, mapping }
  const isBatched = isBatching(mapping)
  const batch = await runner.runBatch(
    subscription,
    matched.map(({ event }) => event),
  )
  const trials = await Promise.all(
    matched.map(async (testEvent, index): Promise<Trial> => {
      const single = await runner.runSingle(subscription, testEvent.event)
      const inBatch = batch.kind === 'answered' ? (batch.events[index] ?? single) : single
      const preset = presets.find((one) => matchedBy(one, [testEvent]).length > 0)
      const delivered = isBatched ? inBatch : single
      return {
        testEvent,
        single,
        failing: isUnmappable(single) ? failingFields(mapping, testEvent.event) : [],
        differences:
          preset !== undefined && preset.partnerAction !== given.partnerAction
            ? [{ kind: 'event type', right: preset.partnerAction }]
            : compareMapped(await expectedOf(testEvent, preset, runPreset), delivered),
        batchDifferences: compareBatch(single, inBatch),
      }
    }),
  )
  if (batch.kind === 'answered' || trials.every(({ single }) => single.kind === 'rejected'))
    return { trials, isBatching: isBatched, batchFailure: undefined }
  return {
    // The findings name what can’t be mapped as the cause of the failure.
    trials: isBatched
      ? trials.map((one) => (one.failing.length > 0 ? { ...one, differences: [] } : one))
      : trials,
    isBatching: isBatched,
    batchFailure: batch.reason,
  }
}

function isUnmappable(mapped: Mapped): boolean {
  return mapped.kind === 'rejected' && mapped.payload === undefined
}

/** The event that should be sent; `undefined` if nothing should. */
async function expectedOf(
  testEvent: TestEvent,
  preset: Subscription | undefined,
  runPreset: TryOptions['runPreset'],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const result = transform(testEvent.event, { experimentViewed: true })
  if (result.kind !== 'send') return undefined
  // The transform sets no session and no device; the preset shows what they should be.
  const usual = preset && (await runPreset(preset, testEvent))
  return { ...(usual?.kind === 'accepted' ? usual.event : {}), ...result.event }
}
