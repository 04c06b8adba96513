import type { Attempt, UsedSubscription } from '@experiment-impressions/inspection'
import type { Delivered } from './deliver-events.js'

/** One try to deliver an event. */
export interface Try {
  readonly attempt: Attempt
  /** The event as it was sent; null if it wasn't. */
  readonly post: Readonly<Record<string, unknown>> | null
  readonly subscription: UsedSubscription | null
}

/** One subscription's results for the events that were delivered together, in order. */
interface Results {
  readonly subscription: UsedSubscription | null
  readonly delivered: readonly Delivered[]
}

interface CombineOptions {
  /** Epoch ms. */
  readonly at: number
  /** The number of their batch; `undefined` if each event went alone. */
  readonly batch: number | undefined
}

/** If several subscriptions match an event, the best of their outcomes counts. */
const bestFirst = ['accepted', 'retry', 'rejected', 'skipped'] as const

const notMatched: Delivered = {
  outcome: 'skipped',
  reason: 'No subscription matches this event.',
  post: null,
  uploads: 0,
}

/** Combines the results of all subscriptions. Returns one try per event, in order. Pure. */
export function combineTries(
  events: readonly unknown[],
  results: readonly Results[],
  { at, batch }: CombineOptions,
): Try[] {
  const best = events.map((_, index) => bestOf(results, index))
  const rejected = best.filter(({ delivered }) => delivered.outcome === 'rejected')
  const byAmplitude = rejected.filter(({ delivered }) => delivered.post !== null).length

  return best.map(({ delivered, subscription }, index) => {
    const { outcome, exchange, post, uploads } = delivered
    const sentAgain = outcome === 'accepted' && uploads > 1 && byAmplitude > 0
    const reason = sentAgain ? explainSentAgain(byAmplitude) : delivered.reason
    const refused = rejected.length - (outcome === 'rejected' ? 1 : 0)
    const place = { place: index + 1, size: events.length, refused }
    const attempt: Attempt = {
      at,
      outcome,
      ...(reason === undefined ? {} : { reason }),
      ...(exchange === undefined ? {} : { exchange }),
      ...(batch === undefined ? {} : { batch: { number: batch, ...place } }),
    }
    return { attempt, post, subscription }
  })
}

function bestOf(results: readonly Results[], index: number) {
  const own = results.flatMap(({ subscription, delivered }) => {
    const one = delivered[index]
    return one === undefined ? [] : [{ subscription, delivered: one }]
  })
  const [best] = bestFirst.flatMap((outcome) => own.filter(({ delivered }) => delivered.outcome === outcome))
  return best ?? { subscription: null, delivered: notMatched }
}

function explainSentAgain(others: number): string {
  const [events, them] = others === 1 ? ['1 other event', 'it'] : [`${String(others)} other events`, 'them']
  return `Amplitude refused ${events} of this batch. This one was sent again without ${them} and accepted.`
}
