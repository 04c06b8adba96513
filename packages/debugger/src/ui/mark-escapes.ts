import { escapeText } from '@experiment-impressions/contract'

/** A stretch of a text as it is shown. */
export interface Stretch {
  readonly text: string
  /** It stands for something invisible, as `\u3164`; the same letters in the text itself are no escape. */
  readonly isEscape: boolean
}

/** A text with what is invisible in it made visible, in stretches that tell its own letters from the escapes. */
export function markEscapes(text: string): Stretch[] {
  const shown = escapeText(text)
  const stretches: Stretch[] = []
  const add = (piece: string, isEscape: boolean): void => {
    const last = stretches.at(-1)
    if (last?.isEscape === isEscape) stretches[stretches.length - 1] = { text: last.text + piece, isEscape }
    else stretches.push({ text: piece, isEscape })
  }
  let at = 0
  // By UTF-16 units, as escapes are: each is shown as itself or as the six letters of its escape.
  for (const unit of text.split('')) {
    const isEscape = shown[at] !== unit
    const length = isEscape ? '\\u0000'.length : 1
    add(shown.slice(at, at + length), isEscape)
    at += length
  }
  return stretches
}
