import { deliver, type DeliverOptions, type Outcome } from '@experiment-impressions/delivery'
import type { Prepared } from './prepare-event'
import type { OutgoingEvent } from './to-raw-event'

export type Failure = Exclude<Outcome, { readonly outcome: 'accepted' }>

/** What became of one prepared event. */
export type Delivered =
  | { readonly kind: 'accepted'; readonly event: OutgoingEvent }
  | Exclude<Prepared, { readonly kind: 'send' }>
  | { readonly kind: 'failed'; readonly event: OutgoingEvent; readonly failure: Failure }

/** Delivers the events that are to be sent; one answer for each of the input, in order. Never rejects. */
export async function deliverPrepared(
  prepared: readonly Prepared[],
  options: DeliverOptions,
): Promise<Delivered[]> {
  const events = prepared.flatMap((one) => (one.kind === 'send' ? [one.event] : []))
  const outcomes = (await deliver(events, options)).values()
  return prepared.map((one): Delivered => {
    if (one.kind !== 'send') return one
    const { event } = one
    const outcome = outcomes.next().value as Outcome
    return outcome.outcome === 'accepted'
      ? { kind: 'accepted', event }
      : { kind: 'failed', event, failure: outcome }
  })
}
