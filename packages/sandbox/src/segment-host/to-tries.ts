import type { Attempt } from './attempt.js'
import type { Handed } from './hand-over.js'
import type { TakenBy } from './subscription.js'

/** One try to deliver an event, and what was learnt of the event by it. */
export interface Try {
  readonly attempt: Attempt
  /** The event as it was sent; null if it wasn't. */
  readonly post: Readonly<Record<string, unknown>> | null
  readonly takenBy: TakenBy | null
}

/** What one subscription made of the events that were handed over together, in their order. */
interface Answers {
  readonly takenBy: TakenBy | null
  readonly handed: readonly Handed[]
}

interface ToTriesOptions {
  /** Epoch ms. */
  readonly at: number
  /** The number of their batch; `undefined` if they went one by one. */
  readonly batch: number | undefined
}

/** An event that several subscriptions take has the best of their outcomes. */
const bestFirst = ['accepted', 'retry', 'rejected', 'skipped'] as const

const notTaken: Handed = {
  outcome: 'skipped',
  reason: 'No subscription takes this event.',
  post: null,
  uploads: 0,
}

/** Puts together what the subscriptions made of events: one try each, in order. Pure. */
export function toTries(
  events: readonly unknown[],
  answers: readonly Answers[],
  { at, batch }: ToTriesOptions,
): Try[] {
  const best = events.map((_, index) => bestOf(answers, index))
  const rejected = best.filter(({ handed }) => handed.outcome === 'rejected')
  const byAmplitude = rejected.filter(({ handed }) => handed.post !== null).length

  return best.map(({ handed, takenBy }, index) => {
    const { outcome, exchange, post, uploads } = handed
    const sentAgain = outcome === 'accepted' && uploads > 1 && byAmplitude > 0
    const reason = sentAgain ? explainSentAgain(byAmplitude) : handed.reason
    const refused = rejected.length - (outcome === 'rejected' ? 1 : 0)
    const place = { place: index + 1, size: events.length, refused }
    const attempt: Attempt = {
      at,
      outcome,
      ...(reason === undefined ? {} : { reason }),
      ...(exchange === undefined ? {} : { exchange }),
      ...(batch === undefined ? {} : { batch: { number: batch, ...place } }),
    }
    return { attempt, post, takenBy }
  })
}

function bestOf(answers: readonly Answers[], index: number) {
  const own = answers.flatMap(({ takenBy, handed }) => {
    const one = handed[index]
    return one === undefined ? [] : [{ takenBy, handed: one }]
  })
  const [best] = bestFirst.flatMap((outcome) => own.filter(({ handed }) => handed.outcome === outcome))
  return best ?? { takenBy: null, handed: notTaken }
}

function explainSentAgain(others: number): string {
  const [events, them] = others === 1 ? ['1 other event', 'it'] : [`${String(others)} other events`, 'them']
  return `Amplitude refused ${events} of this batch. This one was sent again without ${them} and accepted.`
}
