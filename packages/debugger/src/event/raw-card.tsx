import { useState } from 'preact/hooks'
import { countOf, escapeLines, formatCount } from '@experiment-impressions/inspection'
import { CopyButton } from '../ui/copy-button.js'
import { toJson } from './copy-texts.js'

interface RawCardProps {
  readonly title: string
  readonly value: unknown
  /** Shows only its title until it’s opened. */
  readonly isFolded?: true
}

/** A value as JSON, which one click copies whole. */
export function RawCard({ title, value, isFolded }: RawCardProps) {
  const [isOpen, setIsOpen] = useState(isFolded !== true)
  return (
    <section class="card raw" aria-label={title}>
      <header>
        {isFolded === true ? (
          <button
            type="button"
            class="link"
            aria-expanded={isOpen}
            onClick={() => {
              setIsOpen(!isOpen)
            }}
          >
            {title}
          </button>
        ) : (
          <h3>{title}</h3>
        )}
        <CopyButton label="Copy" hint={`Copies all of it: ${title}`} text={() => toJson(value)} />
      </header>
      {isOpen ? <Json title={title} text={toJson(value)} /> : null}
    </section>
  )
}

const maxLength = 20_000

function Json({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <pre class="json" tabIndex={0} aria-label={`${title}, as JSON`}>
        {escapeLines(text.slice(0, maxLength))}
      </pre>
      {text.length > maxLength ? (
        <p class="body soft">
          The first {formatCount(maxLength)} of {countOf(text.length, 'character')}. “Copy” copies all of
          them.
        </p>
      ) : null}
    </>
  )
}
