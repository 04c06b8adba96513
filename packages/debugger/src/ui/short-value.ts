import { previewValue } from '@experiment-impressions/inspection'

/** A value on one line, cut at `room` characters. */
export function shortValue(value: unknown, room: number): string {
  const text = previewValue(value, room)
  // A part of an escape would be taken for letters.
  return text.length > room ? `${text.slice(0, room).replace(/\\(?:u[\da-f]{0,3})?$/, '')}…` : text
}
