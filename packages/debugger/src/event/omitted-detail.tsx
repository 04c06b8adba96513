import type { EventRecord } from '@experiment-impressions/inspection'
import { DeliveryCard } from './delivery-card.js'
import { ShownText } from '../ui/shown-text.js'

interface OmittedDetailProps {
  readonly record: EventRecord
  /** Why the sandbox didn’t keep the rest. */
  readonly omitted: string
}

/** An event whose outcome is all that the sandbox kept. Its forms are missing, so they don’t show as if they were empty. */
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
