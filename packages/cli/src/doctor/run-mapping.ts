import type { ActionDefinition, RequestClient, SegmentEvent } from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'
import { ownPath } from '@experiment-impressions/contract/inspection'
import { Destination, resolveMapping } from './segment.js'
import type { Subscription } from './subscription.js'

type Fields = Readonly<Record<string, unknown>>

/** What the destination makes of one event. */
export type Mapped =
  /** It sends this to Amplitude. */
  | { readonly kind: 'sent'; readonly event: Fields }
  /** It sends nothing, and rightly so as far as the mapped event tells. */
  | { readonly kind: 'held back' }
  /** It refuses the event; `payload` is what the mapping gave, where it gave anything. */
  | { readonly kind: 'refused'; readonly reason: string; readonly payload: Fields | undefined }

/** The settings matter to no mapping, and no request is made with them. */
const settings = { apiKey: 'not-used', secretKey: 'not-used', endpoint: 'north_america' }

/** The host of the real destination, but for its requests: each is answered as accepted, and none is made. */
function createHost() {
  const definition = createDestination()
  const actions = Object.entries(definition.actions).map(
    ([slug, action]: readonly [string, ActionDefinition<never>]) =>
      [
        slug,
        { ...action, perform: (_: unknown, data: never): unknown => action.perform(accept, data) },
      ] as const,
  )
  return new Destination({ ...definition, actions: Object.fromEntries(actions) as never })
}

const accept = (() =>
  Promise.resolve({ status: 200, data: { code: 200, events_ingested: 1 } })) as unknown as RequestClient

/** Makes a function that runs subscriptions with the real framework: mapping, validation and action. Never rejects. */
export function createMappingRunner() {
  const host = createHost()

  return async function run(
    { subscribe, action, mapping }: Pick<Subscription, 'subscribe' | 'action' | 'mapping'>,
    event: Fields,
  ): Promise<Mapped> {
    const subscription = { subscribe, partnerAction: action, mapping }
    try {
      const results = await host.onEvent(
        structuredClone(event) as unknown as SegmentEvent,
        {
          ...settings,
          subscriptions: [structuredClone(subscription)],
        } as never,
      )
      const sent = results
        .map(({ data }): unknown => ownPath(data, ['event']))
        .find((one) => one !== undefined)
      return sent === undefined ? { kind: 'held back' } : { kind: 'sent', event: sent as Fields }
    } catch (error) {
      return { kind: 'refused', reason: reasonOf(error), payload: payloadOf(mapping, event) }
    }
  }
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
