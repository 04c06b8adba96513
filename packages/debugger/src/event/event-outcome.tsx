import { type Difference, type EventRecord, formOf, verdictOf } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import { DeliveryCard } from './delivery-card.js'
import { DifferencesCard } from './differences-card.js'
import { FormsCard } from './forms-card.js'
import { hasOwnMapping } from './form-rows.js'
import type { OpenRows } from './forms-table.js'
import { IssuesCard } from './issues-card.js'
import { UserPropertyCard } from './user-property-card.js'

interface EventOutcomeProps {
  readonly record: EventRecord
  /** How it differs from what the default mapping sends. */
  readonly differences: readonly Difference[]
  readonly origin: string | undefined
  readonly open: OpenRows
  readonly onOpen: (open: OpenRows) => void
}

/** What became of an event, the most important first: verdict, issues, user property, delivery, and both its forms. */
export function EventOutcome({ record, differences, origin, open, onOpen }: EventOutcomeProps) {
  const isPasted = record.outcome === 'inspected'
  const { tone, sentence } = verdictOf(record)
  return (
    <>
      {isPasted && formOf(record) !== null ? null : (
        <p class={`verdict ${tone}`}>
          <ShownText text={sentence} maxLength={1000} />
        </p>
      )}
      <IssuesCard issues={record.issues} isMappedOtherwise={hasOwnMapping(record)} />
      <UserPropertyCard record={record} />
      {isPasted ? null : <DeliveryCard record={record} />}
      <DifferencesCard record={record} differences={differences} />
      <FormsCard record={record} differences={differences} origin={origin} open={open} onOpen={onOpen} />
    </>
  )
}
