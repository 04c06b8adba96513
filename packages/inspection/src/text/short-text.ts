import { escapeText } from '@experiment-impressions/contract'
import { previewValue } from './preview-value.js'

/** The start of a text, with invisible characters escaped. Reads only as much as it returns. */
export function shortText(text: string, maxLength = 120): string {
  return escapeText(cutEnd(text, maxLength))
}

/** Both ends of a text, which tell ids apart; invisible characters are escaped. */
export function middleCut(text: string, maxLength = 32): string {
  return escapeText(cutMiddle(text, maxLength))
}

/** The start of a text, unescaped. */
export function cutEnd(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
}

/** Both ends of a text, unescaped. */
export function cutMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const half = Math.floor((maxLength - 1) / 2)
  return `${text.slice(0, half)}…${text.slice(-half)}`
}

/** Any value on one line, cut at `maxLength` characters. */
export function shortValue(value: unknown, maxLength: number): string {
  const text = previewValue(value, maxLength)
  // Half an escape would look like letters of the text.
  return text.length > maxLength ? `${text.slice(0, maxLength).replace(/\\(?:u[\da-f]{0,3})?$/, '')}…` : text
}

/** Makes a text of several lines safe to show; its lines stay lines. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n')
}
