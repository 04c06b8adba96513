import { type EventRecord, isToBeSent } from '@experiment-impressions/inspection'
import { RawCard } from './raw-card.js'

interface RawFormsProps {
  readonly record: EventRecord
  /** The event was sent as the default mapping sends it. */
  readonly isUsual: boolean
}

/** Both forms, the last request and its answer as JSON; the exchanges of earlier attempts on demand. */
export function RawForms({ record, isUsual }: RawFormsProps) {
  const { pre, post, expected, attempts } = record
  const exchanges = attempts.flatMap(({ exchange }, index) =>
    exchange === undefined
      ? []
      : [{ exchange, which: attempts.length === 1 ? '' : `, attempt ${String(index + 1)}` }],
  )
  const last = exchanges.pop()
  return (
    <>
      <RawCard title="Pre-transformation" value={pre} />
      {post === null ? null : <RawCard title="Post-transformation, as sent" value={post} />}
      {expected === null ? null : post === null && isToBeSent(record) ? (
        <RawCard title="Post-transformation, as it will be sent" value={expected} />
      ) : isUsual ? null : (
        <RawCard title="Post-transformation, as the default mapping sends it" value={expected} />
      )}
      {last === undefined ? null : (
        <>
          <RawCard title={`Request${last.which}`} value={last.exchange.request} />
          <RawCard title={`Answer${last.which}`} value={last.exchange.answer} />
        </>
      )}
      {exchanges.map(({ which, exchange }) => (
        <RawCard key={which} title={`Request and answer${which}`} value={exchange} isFolded />
      ))}
    </>
  )
}
