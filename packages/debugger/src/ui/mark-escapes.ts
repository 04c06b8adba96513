import { escapeText } from '@experiment-impressions/contract'

/** A part of a displayed text. */
export interface Stretch {
  readonly text: string
  /** Replaces an invisible character, as `\u3164` does. The same letters typed out aren’t an escape. */
  readonly isEscape: boolean
}

/** Splits a text into its own letters and escapes for invisible characters. */
export function markEscapes(text: string): Stretch[] {
  const shown = escapeText(text)
  const stretches: Stretch[] = []
  const add = (piece: string, isEscape: boolean): void => {
    const last = stretches.at(-1)
    if (last?.isEscape === isEscape) stretches[stretches.length - 1] = { text: last.text + piece, isEscape }
    else stretches.push({ text: piece, isEscape })
  }
  let at = 0
  // Escapes work on UTF-16 units: each unit shows as itself or as the six letters of its escape.
  for (const unit of text.split('')) {
    const isEscape = shown[at] !== unit
    const length = isEscape ? '\\u0000'.length : 1
    add(shown.slice(at, at + length), isEscape)
    at += length
  }
  return stretches
}
