import { type EventRecord, formatTimeOfDay, shortText } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import { deliverySteps, type Step } from './delivery-steps.js'

/** The event’s delivery, step by step, with every attempt and Amplitude’s answer. */
export function DeliveryCard({ record }: { readonly record: EventRecord }) {
  const steps = deliverySteps(record)
  const { subscription } = record
  return (
    <section class="card">
      <header>
        <h3>Delivery</h3>
        {subscription === null ? null : (
          <span class="soft small">
            by the subscription “<ShownText text={subscription.name} maxLength={60} />”
          </span>
        )}
      </header>
      {steps.length === 0 ? (
        <p class="body soft">Nothing is known about its delivery.</p>
      ) : (
        <ol class="steps">
          {steps.map((step, index) => (
            <StepItem key={index} step={step} />
          ))}
        </ol>
      )}
    </section>
  )
}

function StepItem({ step: { at, tone, what, detail, batch, after } }: { readonly step: Step }) {
  return (
    <li class={tone}>
      <span class="moment">{(at === undefined ? undefined : formatTimeOfDay(at)) ?? ''}</span>
      <span>
        <b>{shortText(what)}</b>
        {after === undefined ? null : <span class="soft"> {after}</span>}
        {batch === undefined ? null : <span class="said">{batch}</span>}
        {detail === undefined ? null : <span class="said">{shortText(detail, 600)}</span>}
      </span>
    </li>
  )
}
