import { isObject } from '@experiment-impressions/contract/json'
import type { Attempt } from '@experiment-impressions/inspection'
import { toExchange, type createUploadWatch, type Upload } from './uploads.js'
import type { SubscriptionRunner } from './subscription-runner.js'
import type { Subscription } from './subscription.js'
import type { Verdict } from './verdict.js'
import type { SegmentEvent } from '../segment/server-side-fields.js'

/** One subscription's result for one event. */
export interface Delivered extends Pick<Attempt, 'outcome' | 'reason' | 'exchange'> {
  /** The event in its last upload; null if no upload contained it. */
  readonly post: Readonly<Record<string, unknown>> | null
  /** The number of uploads that contained it. */
  readonly uploads: number
}

interface DeliverOptions {
  readonly subscription: Subscription
  readonly runner: SubscriptionRunner
  readonly watch: ReturnType<typeof createUploadWatch>['watch']
}

/** Delivers events as one batch. Returns one result per event, in order. Never rejects. */
export async function deliverBatch(
  events: readonly SegmentEvent[],
  options: DeliverOptions,
): Promise<Delivered[]> {
  const { subscription, runner, watch } = options
  const { result, uploads } = await watch(() => runner.runBatch(subscription, events))
  if (result.kind === 'answered') return result.verdicts.map((verdict) => toDelivered(verdict, uploads))
  if (result.isProgramError && events.length > 1) {
    // One event broke the batch: halving isolates it, and the others are delivered.
    const half = events.length / 2
    const first = await deliverBatch(events.slice(0, half), options)
    return [...first, ...(await deliverBatch(events.slice(half), options))]
  }
  return events.map(() => toDelivered(result.verdict, uploads))
}

/** Delivers events one by one. Returns one result per event, in order. Never rejects. */
export async function deliverSingly(
  events: readonly SegmentEvent[],
  { subscription, runner, watch }: DeliverOptions,
): Promise<Delivered[]> {
  const delivered: Delivered[] = []
  for (const event of events) {
    const { result, uploads } = await watch(() => runner.runSingle(subscription, event))
    // An error doesn't name the event that was sent, but only one was.
    const sent = result.sent ?? uploads.flatMap((upload) => [...upload.events.values()]).at(-1)
    delivered.push(toDelivered({ ...result, sent }, uploads))
  }
  return delivered
}

function toDelivered({ outcome, reason, sent }: Verdict, uploads: readonly Upload[]): Delivered {
  const key = isObject(sent) ? JSON.stringify(sent) : ''
  const own = uploads.filter(({ events }) => events.has(key))
  const last = own.at(-1)
  const post = last?.events.get(key) ?? null
  const exchange = last === undefined || post === null ? undefined : toExchange(last, post)
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(exchange === undefined ? {} : { exchange }),
    post,
    uploads: own.length,
  }
}
