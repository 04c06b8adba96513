import type { DestinationDefinition, SegmentEvent } from '@segment/actions-core'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import { acceptingHost, unusedSettings } from './accepting-host.js'
import { resolveMapping } from './framework.js'
import type { Subscription } from '../read/subscription.js'

type Fields = Readonly<Record<string, unknown>>
type Runnable = Pick<Subscription, 'subscribe' | 'action' | 'mapping'>

/** What the destination makes of one event. */
export type Mapped =
  /** It sends this to Amplitude. */
  | { readonly kind: 'sent'; readonly event: Fields }
  /** It sends nothing, and rightly so as far as the mapped event tells. */
  | { readonly kind: 'held back' }
  /** It refuses the event; `payload` is what the mapping gave, where it gave anything. */
  | { readonly kind: 'refused'; readonly reason: string; readonly payload: Fields | undefined }

/** What the destination makes of a batch: something for each event, in order, or nothing because the whole batch failed. */
type MappedBatch =
  | { readonly kind: 'answered'; readonly events: readonly Mapped[] }
  | { readonly kind: 'failed'; readonly reason: string }

/** Runs subscriptions, single events and batches. Neither rejects. */
export interface MappingRunner {
  readonly runSingle: (subscription: Runnable, event: Fields) => Promise<Mapped>
  readonly runBatch: (subscription: Runnable, events: readonly Fields[]) => Promise<MappedBatch>
}

/** Makes a runner with the real framework: mapping, validation and action. */
export function createMappingRunner(definition: DestinationDefinition<never>): MappingRunner {
  const host = acceptingHost(definition)
  const settingsFor = ({ subscribe, action, mapping }: Runnable) =>
    ({
      ...unusedSettings,
      subscriptions: [structuredClone({ subscribe, partnerAction: action, mapping })],
    }) as never

  return {
    async runSingle(subscription, event) {
      try {
        const results = await host.onEvent(segmentEvent(event), settingsFor(subscription))
        const sent = results
          .map(({ data }): unknown => ownPath(data, ['event']))
          .find((one) => one !== undefined)
        return sent === undefined ? { kind: 'held back' } : { kind: 'sent', event: sent as Fields }
      } catch (error) {
        const { mapping } = subscription
        return { kind: 'refused', reason: reasonOf(error), payload: payloadOf(mapping, event) }
      }
    },

    async runBatch(subscription, events) {
      try {
        const results = await host.onBatch(events.map(segmentEvent), settingsFor(subscription))
        const entries = results.flatMap(({ multistatus = [] }): readonly unknown[] => multistatus)
        return {
          kind: 'answered',
          events: events.map((event, index) => readEntry(entries[index], subscription, event)),
        }
      } catch (error) {
        // Most often a directive that threw: the framework maps all events of a batch before it looks at one of them.
        return { kind: 'failed', reason: reasonOf(error) }
      }
    },
  }
}

function segmentEvent(event: Fields): SegmentEvent {
  return structuredClone(event) as unknown as SegmentEvent
}

/** One entry of the framework's multistatus: `sent` is Amplitude's event, or the payload of one that is held back. */
function readEntry(entry: unknown, { mapping }: Runnable, event: Fields): Mapped {
  if (ownPath(entry, ['status']) !== 200) {
    const reason = reasonOf(ownPath(entry, ['errormessage']))
    return { kind: 'refused', reason, payload: payloadOf(mapping, event) }
  }
  const sent = ownPath(entry, ['sent'])
  // No payload has an event type: the actions have no field of that name.
  return isGiven(ownPath(sent, ['event_type']))
    ? { kind: 'sent', event: sent as Fields }
    : { kind: 'held back' }
}

/** The first line of what it says: the mapping kit puts a whole stack trace into its messages. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message
    .trim()
    .replace(/\n.*/s, '')
    .replace(/^\w*Error: /, '')
}

/** What the mapping gives, before anything judges it. */
function payloadOf(mapping: Fields, event: Fields): Fields | undefined {
  try {
    return resolveMapping(structuredClone(mapping) as never, structuredClone(event))
  } catch {
    // The mapping itself is broken, which the reason tells.
    return undefined
  }
}
