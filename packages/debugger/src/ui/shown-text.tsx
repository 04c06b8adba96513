import { escapeText } from '@experiment-impressions/contract'
import { cutEnd, cutMiddle, shortValue } from '@experiment-impressions/inspection'
import { markEscapes } from './mark-escapes.js'

interface ShownTextProps {
  readonly text: string
  /** In characters. */
  readonly maxLength: number
  /** Where a longer text is cut. Ids differ at their ends. @default the end */
  readonly cut?: 'middle'
  readonly class?: string
}

/**
 * A key, an id or another text of an event: cut, and isolated from the direction of the words around it. Invisible characters
 * show as marked escapes, because two keys that look alike can be two experiments.
 */
export function ShownText({ text, maxLength, cut, class: className }: ShownTextProps) {
  const shown = cut === 'middle' ? cutMiddle(text, maxLength) : cutEnd(text, maxLength)
  return (
    <bdi class={className}>
      <Marked text={shown} />
    </bdi>
  )
}

/** A part of a text of an event, whole, with its invisible characters as marked escapes. Belongs into a `bdi`. */
export function Marked({ text }: { readonly text: string }) {
  return (
    <>
      {markEscapes(text).map((stretch, index) =>
        stretch.isEscape ? (
          <span key={index} class="escape" title="Characters that can’t be seen">
            {stretch.text}
          </span>
        ) : (
          stretch.text
        ),
      )}
    </>
  )
}

interface ShownValueProps extends Pick<ShownTextProps, 'maxLength' | 'class'> {
  readonly value: unknown
}

/** Any value of an event, on one line, shown the same way. */
export function ShownValue({ value, maxLength, class: className }: ShownValueProps) {
  return typeof value === 'string' && escapeText(value) !== value ? (
    <ShownText text={value} maxLength={maxLength} class={className ?? ''} />
  ) : (
    <bdi class={className}>{shortValue(value, maxLength)}</bdi>
  )
}
