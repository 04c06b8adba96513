import type { EventRecord } from '../records/event-record.js'
import { DeliveryCard } from './delivery-card.js'
import { ShownText } from '../ui/shown-text.js'

interface OmittedDetailProps {
  readonly record: EventRecord
  /** Why there is nothing more to show. */
  readonly omitted: string
}

/** An event of which the sandbox kept only what became of it: its forms would be shown as if nothing was in them. */
export function OmittedDetail({ record, omitted }: OmittedDetailProps) {
  return (
    <article class="event">
      <h2 class="title">An event without its contents</h2>
      <p class="sub">
        <ShownText text={record.id} maxLength={100} />
      </p>
      <p class="verdict wait">
        <ShownText text={omitted} maxLength={300} />
      </p>
      <DeliveryCard record={record} />
    </article>
  )
}
