import { cutEnd, shortText, type EventSummary } from '@experiment-impressions/inspection'
import { Marked, ShownText } from '../ui/shown-text.js'

/** Longer flag keys are cut in the middle if there’s no room for them; ends tell keys apart. */
const uncut = 16
const endLength = 8
const maxLength = 80

/** The first line of an event’s row: the flag key gives way to the variant. The tooltip has both names in full. */
export function RowName({ summary: { kind, name, flag, variant } }: { readonly summary: EventSummary }) {
  if (kind === 'call') {
    const shown = name ?? 'a call without a name'
    return (
      <span class="line" title={shortText(shown, 300)}>
        <ShownText class="flag" text={shown} maxLength={maxLength} />
      </span>
    )
  }
  const [shownFlag, shownVariant] = [flag ?? 'no flag key', variant ?? 'no variant']
  return (
    <span class="line" title={shortText(`${shownFlag} → ${shownVariant}`, 610)}>
      <Flag text={shownFlag} />{' '}
      <span class="variant">
        → {variant === undefined ? shownVariant : <ShownText text={variant} maxLength={maxLength} />}
      </span>
    </span>
  )
}

function Flag({ text }: { readonly text: string }) {
  if (text.length <= uncut) return <ShownText class="flag" text={text} maxLength={uncut} />
  // Not between the halves of a character.
  const end = text.slice(-endLength).replace(/^[\uDC00-\uDFFF]/, '')
  return (
    <bdi class="flag long">
      <span class="start">
        <Marked text={cutEnd(text.slice(0, -end.length), maxLength)} />
      </span>
      <span class="end">
        <Marked text={end} />
      </span>
    </bdi>
  )
}
