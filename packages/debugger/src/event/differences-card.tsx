import {
  describeChangedField,
  describeOnlyOne,
  isOnlyOneSent,
  isTransformedAtIngestion,
  sentUntransformed,
  type ChangedField,
  type Difference,
  type EventRecord,
} from '@experiment-impressions/inspection'
import { ShownText, ShownValue } from '../ui/shown-text.js'

interface DifferencesCardProps {
  readonly record: EventRecord
  readonly differences: readonly Difference[]
}

/** How the event that was sent differs from what the default mapping sends, and why. Empty if they’re the same. */
export function DifferencesCard({ record, differences }: DifferencesCardProps) {
  const isRaw = record.post !== null && isTransformedAtIngestion(record.post)
  const isOneSided = isOnlyOneSent(record)
  if (differences.length === 0 && !isOneSided && !isRaw) return null
  return (
    <section class="card">
      <header>
        <h3>Differs from the default mapping</h3>
      </header>
      {isRaw ? <p class="body">{sentUntransformed}</p> : null}
      {isOneSided ? (
        <>
          <p class="body">{describeOnlyOne(record)}</p>
          <Reasons fields={record.subscription?.changed ?? []} />
        </>
      ) : null}
      {differences.length === 0 ? null : (
        <ul class="differences">
          {differences.map((difference) => (
            <DifferenceItem
              key={difference.name}
              difference={difference}
              hasMapping={record.subscription !== null}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface DifferenceItemProps {
  readonly difference: Difference
  /** Whether the subscription’s mapping is known. */
  readonly hasMapping: boolean
}

function DifferenceItem({ difference: { name, sent, usual, because }, hasMapping }: DifferenceItemProps) {
  return (
    <li>
      <p class="code">
        <bdi class="name">{name}</bdi>
      </p>
      <p>
        sent <Value value={sent} /> instead of <Value value={usual} />
      </p>
      {because.length === 0 ? (
        <p class="soft reason">
          Because of {hasMapping ? 'a destination setting' : 'the mapping or a destination setting'}.
        </p>
      ) : (
        <Reasons fields={because} />
      )}
    </li>
  )
}

function Reasons({ fields }: { readonly fields: readonly ChangedField[] }) {
  return (
    <>
      {fields.slice(0, 20).map((changed) => (
        <p key={changed.field} class="soft reason">
          <ShownText text={`${describeChangedField(changed)}.`} maxLength={1000} />
        </p>
      ))}
    </>
  )
}

function Value({ value }: { readonly value: unknown }) {
  return value === undefined ? <i>nothing</i> : <ShownValue class="value" value={value} maxLength={200} />
}
