import { ownPath } from '@experiment-impressions/contract/json'
import { isTransformedAtIngestion } from '@experiment-impressions/inspection'
import type { ChangedField, EventRecord } from '../records/event-record.js'
import { isOnlyOneSent, type Difference } from './compare-sent.js'
import { ShownText, ShownValue } from '../ui/shown-text.js'

interface DifferencesCardProps {
  readonly record: EventRecord
  readonly differences: readonly Difference[]
}

/** Where what was sent isn’t what the default mapping sends: both values, and why. Nothing where they agree. */
export function DifferencesCard({ record, differences }: DifferencesCardProps) {
  const isRaw = record.post !== null && isTransformedAtIngestion(record.post)
  const isOneSided = isOnlyOneSent(record)
  if (differences.length === 0 && !isOneSided && !isRaw) return null
  return (
    <section class="card">
      <header>
        <h3>Not what the default mapping sends</h3>
      </header>
      {isRaw ? (
        <p class="body">
          Sent untransformed: a setting of the destination leaves the transformation to Amplitude.
        </p>
      ) : null}
      {isOneSided ? (
        <>
          <p class="body">
            {record.post === null
              ? 'Nothing was sent. With the default mapping and settings, this event would be.'
              : 'With the default mapping and settings, nothing would be sent for this event.'}
          </p>
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
  /** Whether it is known which fields are mapped otherwise. */
  readonly hasMapping: boolean
}

function DifferenceItem({ difference: { name, sent, usual, because }, hasMapping }: DifferenceItemProps) {
  return (
    <li>
      <p class="code">
        <bdi class="name">{name}</bdi>
      </p>
      <p>
        sent <Value value={sent} />, by default <Value value={usual} />
      </p>
      {because.length === 0 ? (
        <p class="soft reason">
          Because of {hasMapping ? 'a setting' : 'the mapping or a setting'} of the destination.
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
      {fields.slice(0, 20).map(({ field, mapping, usual }) => (
        <p key={field} class="soft reason">
          Because the field <ShownText text={field} maxLength={60} /> is mapped to{' '}
          <Value value={source(mapping)} />, by default to <Value value={source(usual)} />.
        </p>
      ))}
    </>
  )
}

function Value({ value }: { readonly value: unknown }) {
  return value === undefined ? <i>nothing</i> : <ShownValue class="value" value={value} maxLength={200} />
}

/** A path reads better than the object that it is wrapped in. */
function source(mapping: unknown): unknown {
  return ownPath(mapping, ['@path']) ?? mapping
}
