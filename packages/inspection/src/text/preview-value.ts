import { escapeText } from '@experiment-impressions/contract'

/** Texts that would look like another kind of value without quotes. */
const looksLikeJson = /^(?:|absent|null|true|false|-?\d+(?:\.\d+)?)$/

/**
 * A value on one line, cut at about `room` characters: text as is, everything else as JSON. Reads no more of the value than
 * it shows, however large or deep it is.
 */
export function previewValue(value: unknown, room: number): string {
  if (typeof value === 'string' && !looksLikeJson.test(value)) return escapeText(value.slice(0, room + 1))
  return json(value, room, 8)
}

function json(value: unknown, room: number, layers: number): string {
  if (typeof value === 'string') return escapeText(JSON.stringify(value.slice(0, room + 1)))
  if (value === undefined) return 'absent'
  if (typeof value !== 'object' || value === null) {
    const scalar = value as number | boolean | null
    return String(scalar)
  }
  const isArray = Array.isArray(value)
  if (layers === 0) return isArray ? '[…]' : '{…}'
  let text = isArray ? '[' : '{'
  let first = true
  for (const key in value) {
    if (!Object.prototype.hasOwnProperty.call(value, key)) continue
    if (!first) text += ', '
    first = false
    if (text.length > room) {
      text += '…'
      break
    }
    if (!isArray) text += `${escapeText(key.slice(0, room))}: `
    // A long name may have used all the room.
    text += json(
      (value as Readonly<Record<string, unknown>>)[key],
      Math.max(0, room - text.length),
      layers - 1,
    )
  }
  return text + (isArray ? ']' : '}')
}
