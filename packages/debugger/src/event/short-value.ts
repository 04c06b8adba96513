import { previewValue } from '@experiment-impressions/contract/inspection'

/** A value on one line, cut at `room` characters. */
export function shortValue(value: unknown, room: number): string {
  const text = previewValue(value, room)
  return text.length > room ? `${text.slice(0, room)}…` : text
}
