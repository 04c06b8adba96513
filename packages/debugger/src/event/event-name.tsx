import type { EventRecord, EventSummary } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'

interface EventNameProps {
  readonly record: Pick<EventRecord, 'omitted'>
  readonly summary: Pick<EventSummary, 'flag' | 'variant'>
  /** Longest flag or variant, in characters. */
  readonly maxLength: number
}

/** An event’s flag and variant: `hero-headline → treatment`; or that the sandbox didn’t keep its contents. */
export function EventName({ record, summary: { flag, variant }, maxLength }: EventNameProps) {
  if (record.omitted !== undefined) return <span class="soft">contents not kept</span>
  return (
    <>
      <ShownText class="flag" text={flag ?? 'no flag key'} maxLength={maxLength} /> →{' '}
      {variant === undefined ? 'no variant' : <ShownText text={variant} maxLength={maxLength} />}
    </>
  )
}
