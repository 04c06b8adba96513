import { deliver, type DeliverOptions, type Outcome } from '@experiment-impressions/delivery'
import type { OutgoingEvent } from './to-raw-event'
import type { Transformed } from './transform-event'

type Unaccepted = Exclude<Outcome, { readonly outcome: 'accepted' }>

/** The result for one event: what the transform decided, or else the outcome of its delivery. */
export type Delivered =
  | Exclude<Transformed, { readonly kind: 'send' }>
  | { readonly kind: 'accepted'; readonly event: OutgoingEvent }
  | (Omit<Unaccepted, 'outcome'> & { readonly kind: Unaccepted['outcome']; readonly event: OutgoingEvent })

/** Delivers the events that the transform sends. Returns one result per event, in order. Never rejects. */
export async function deliverTransformed(
  transformed: readonly Transformed[],
  options: DeliverOptions,
): Promise<Delivered[]> {
  const events = transformed.flatMap((one) => (one.kind === 'send' ? [one.event] : []))
  const outcomes = (await deliver(events, options)).values()
  return transformed.map((one): Delivered => {
    if (one.kind !== 'send') return one
    const { event } = one
    const { outcome: kind, ...rest } = outcomes.next().value as Outcome
    return kind === 'accepted' ? { kind, event } : { ...(rest as Omit<Unaccepted, 'outcome'>), kind, event }
  })
}
