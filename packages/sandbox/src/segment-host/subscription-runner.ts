import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { Destination } from './framework.js'
import type { Subscription } from './subscription.js'
import { isProgramError, readError, readResults, readStatus, type Verdict } from './verdict.js'

type Event = Readonly<Record<string, unknown>>
type Runnable = Pick<Subscription, 'subscribe' | 'partnerAction' | 'mapping'>

/** The destination's decisions about a batch, in order; or one for the whole batch, if the framework failed on it. */
export type BatchVerdicts =
  | { readonly kind: 'answered'; readonly verdicts: readonly Verdict[] }
  /** `isProgramError`: an event of the batch breaks the program, so the others can succeed without it. */
  | { readonly kind: 'failed'; readonly verdict: Verdict; readonly isProgramError: boolean }

/** Runs events through subscriptions in the real framework: filter, mapping, validation and action. */
export interface SubscriptionRunner {
  /** Runs one event through one subscription, as Segment does without batching. Never rejects. */
  readonly runSingle: (subscription: Runnable, event: Event) => Promise<Verdict>
  /** Runs events through one subscription as one batch. Never rejects. */
  readonly runBatch: (subscription: Runnable, events: readonly Event[]) => Promise<BatchVerdicts>
}

interface SubscriptionRunnerOptions {
  /** Use `wrapRequests` to watch its requests or to answer them. */
  readonly definition: DestinationDefinition<never>
  /** The destination's settings, keys included. */
  readonly settings: Readonly<Record<string, unknown>>
}

const actionMissing: Verdict = {
  outcome: 'skipped',
  reason: 'The destination doesn’t have the action of this subscription.',
}

/**
 * Creates a runner. It keeps no state between runs, changes neither events nor mappings, and may run several events at the
 * same time.
 */
export function createSubscriptionRunner(options: SubscriptionRunnerOptions): SubscriptionRunner {
  const { definition, settings } = options
  const destination = new Destination(definition)
  const hasAction = ({ partnerAction }: Runnable) => Object.hasOwn(definition.actions, partnerAction)
  const settingsFor = ({ subscribe, partnerAction, mapping }: Runnable) =>
    ({
      ...settings,
      subscriptions: [{ subscribe, partnerAction, mapping }],
    }) as unknown as JSONObject

  async function run<Result>(start: () => Promise<Result>): Promise<Result> {
    try {
      return await start()
    } finally {
      // The framework keeps every response, with its request, as long as the destination exists.
      destination.responses.length = 0
    }
  }

  return {
    async runSingle(subscription, event) {
      // The framework fails on a batch for an unknown action, and ignores a single event for it.
      if (!hasAction(subscription)) return actionMissing
      return run(async () =>
        readResults(await destination.onEvent(event as unknown as SegmentEvent, settingsFor(subscription))),
      ).catch(readError)
    },

    async runBatch(subscription, events) {
      if (!hasAction(subscription)) return { kind: 'answered', verdicts: events.map(() => actionMissing) }
      try {
        const results = await run(async () =>
          destination.onBatch(events as unknown as SegmentEvent[], settingsFor(subscription)),
        )
        const [first] = results as readonly { readonly multistatus?: readonly unknown[] }[]
        return {
          kind: 'answered',
          verdicts: events.map((_, index) => readStatus(first?.multistatus?.[index])),
        }
      } catch (error) {
        // Often a directive that throws: the framework maps every event of a batch before it looks at any of them.
        return { kind: 'failed', verdict: readError(error), isProgramError: isProgramError(error) }
      }
    },
  }
}
