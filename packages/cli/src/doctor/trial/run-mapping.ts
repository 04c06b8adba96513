import type { DestinationDefinition, RequestClient } from '@segment/actions-core'
import { ownPath } from '@experiment-impressions/contract/json'
import {
  createSubscriptionRunner,
  resolveMapping,
  wrapRequests,
  type Verdict,
} from '@experiment-impressions/sandbox/segment-host'
import type { Subscription } from '../read/subscription.js'

type Fields = Readonly<Record<string, unknown>>

/** The destination's decision about one event. */
export type Mapped =
  /** It sends this event to Amplitude, which accepts everything here. */
  | { readonly kind: 'accepted'; readonly event: Fields }
  /** It sends nothing, which is right for the event as mapped. */
  | { readonly kind: 'skipped' }
  /** It refuses the event. `payload` is what the mapping returned, if it returned anything. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly payload: Fields | undefined }

/** The destination's decisions about a batch, in order; or the reason why the whole batch failed. */
type MappedBatch =
  | { readonly kind: 'answered'; readonly events: readonly Mapped[] }
  | { readonly kind: 'failed'; readonly reason: string }

/** Runs events through subscriptions. Makes no request, and never rejects. */
export interface MappingRunner {
  readonly runSingle: (subscription: Subscription, event: Fields) => Promise<Mapped>
  readonly runBatch: (subscription: Subscription, events: readonly Fields[]) => Promise<MappedBatch>
}

/** No mapping uses the settings, and no request is made with them. */
const unusedSettings = { apiKey: 'not-used', secretKey: 'not-used', endpoint: 'north_america' }

/** Creates a runner with the real framework (mapping, validation, action) and an Amplitude that accepts every upload. */
export function createMappingRunner(definition: DestinationDefinition<never>): MappingRunner {
  const runner = createSubscriptionRunner({
    definition: wrapRequests(definition, () => accept),
    settings: unusedSettings,
  })
  return {
    async runSingle(subscription, event) {
      return toMapped(await runner.runSingle(subscription, event), subscription, event)
    },
    async runBatch(subscription, events) {
      const batch = await runner.runBatch(subscription, events)
      if (batch.kind === 'failed') return { kind: 'failed', reason: batch.verdict.reason ?? '' }
      return {
        kind: 'answered',
        events: events.map((event, index) => toMapped(batch.verdicts[index] as Verdict, subscription, event)),
      }
    },
  }
}

const accept = (() =>
  Promise.resolve({ status: 200, data: { code: 200, events_ingested: 1 } })) as unknown as RequestClient

function toMapped({ outcome, reason = '', sent }: Verdict, { mapping }: Subscription, event: Fields): Mapped {
  switch (outcome) {
    case 'accepted':
      return { kind: 'accepted', event: sent as Fields }
    case 'skipped':
      return { kind: 'skipped' }
    default:
      return { kind: 'rejected', reason, payload: resolve(mapping, event) }
  }
}

/** Returns the fields of a mapping that Segment's mapping kit can't run over an event. */
export function failingFields(mapping: Fields, event: Fields): string[] {
  return Object.keys(mapping).filter(
    (field) => resolve({ [field]: ownPath(mapping, [field]) }, event) === undefined,
  )
}

/** What a mapping returns, before anything judges it; `undefined` if the mapping itself is broken. */
function resolve(mapping: Fields, event: Fields): Fields | undefined {
  try {
    return resolveMapping(structuredClone(mapping) as never, structuredClone(event))
  } catch {
    return undefined
  }
}
