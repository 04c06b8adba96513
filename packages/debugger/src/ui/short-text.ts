import { escapeText } from '@experiment-impressions/contract'
import { previewValue } from '@experiment-impressions/inspection'

/** The start of a text, with what is invisible in it made visible; looks at no more of it than it shows. */
export function shortText(text: string, maxLength = 120): string {
  return escapeText(cutEnd(text, maxLength))
}

/** The two ends of a text, by which ids are told apart. */
export function middleCut(text: string, maxLength = 32): string {
  return escapeText(cutMiddle(text, maxLength))
}

/** The same, with nothing made visible yet. */
export function cutEnd(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
}

/** The same, with nothing made visible yet. */
export function cutMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const half = Math.floor((maxLength - 1) / 2)
  return `${text.slice(0, half)}…${text.slice(-half)}`
}

/** A value on one line, cut at `maxLength` characters. */
export function shortValue(value: unknown, maxLength: number): string {
  const text = previewValue(value, maxLength)
  // A part of an escape would be taken for letters.
  return text.length > maxLength ? `${text.slice(0, maxLength).replace(/\\(?:u[\da-f]{0,3})?$/, '')}…` : text
}
