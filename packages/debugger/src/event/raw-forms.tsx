import { useState } from 'preact/hooks'
import {
  countOf,
  escapeLines,
  type EventRecord,
  formatCount,
  isToBeSent,
} from '@experiment-impressions/inspection'
import { CopyButton } from '../ui/copy-button.js'
import { toJson } from './copy-texts.js'

interface RawFormsProps {
  readonly record: EventRecord
  /** The event was sent as the default mapping sends it. */
  readonly isUsual: boolean
}

/** Both forms as JSON, and each attempt’s request and answer, on demand. */
export function RawForms({ record, isUsual }: RawFormsProps) {
  const { pre, post, expected, attempts } = record
  return (
    <>
      <RawForm title="Pre-transformation as JSON" value={pre} />
      {post === null ? null : <RawForm title="Post-transformation as JSON, as sent" value={post} />}
      {expected === null ? null : post === null && isToBeSent(record) ? (
        <RawForm title="Post-transformation as JSON, as it will be sent" value={expected} />
      ) : isUsual ? null : (
        <RawForm title="Post-transformation as JSON, as the default mapping sends it" value={expected} />
      )}
      {attempts.map(({ exchange }, index) =>
        exchange === undefined ? null : (
          <RawForm
            key={index}
            title={
              attempts.length === 1
                ? 'Request and answer'
                : `Request and answer, attempt ${String(index + 1)}`
            }
            value={exchange}
          />
        ),
      )}
    </>
  )
}

const maxLength = 20_000

function RawForm({ title, value }: { readonly title: string; readonly value: unknown }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      class="card raw"
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open)
      }}
    >
      <summary>{title}</summary>
      {isOpen ? <Json value={value} /> : null}
    </details>
  )
}

function Json({ value }: { readonly value: unknown }) {
  const text = toJson(value)
  return (
    <div class="body">
      <pre class="json" tabIndex={0} aria-label="JSON">
        {escapeLines(text.slice(0, maxLength))}
      </pre>
      {text.length > maxLength ? (
        <p class="soft">
          The first {formatCount(maxLength)} of {countOf(text.length, 'character')}.
        </p>
      ) : null}
      <CopyButton label="Copy all" text={() => text} />
    </div>
  )
}
