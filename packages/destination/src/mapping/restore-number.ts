import { isUnsafeNumber } from '@experiment-impressions/contract'

/** Searches at most this many values of an event, far more than fit into Segment's 32 KB. */
const maxValues = 20_000

/**
 * Returns a mapped text or, if it was printed from a number that had lost digits, that number. Segment's framework turns numbers
 * in text fields into text before the action sees them, and `175928847299117060` no longer shows that it stood for two people.
 * `raw` is the event that the text was mapped from.
 */
export function restoreNumber(text: string | undefined, raw: unknown): string | number | undefined {
  if (text === undefined || !/^-?\d{16,}$|e[+-]?\d+$/.test(text)) return text
  const number = Number(text)
  return isUnsafeNumber(number) && String(number) === text && contains(raw, number) ? number : text
}

/** Whether a number appears anywhere in an event. Searches from the root down. */
function contains(raw: unknown, number: number): boolean {
  const found: unknown[] = [raw]
  for (let index = 0; index < found.length && index < maxValues; index += 1) {
    const value = found[index]
    if (value === number) return true
    if (typeof value !== 'object' || value === null) continue
    // Not a spread: an array may have more items than a call can have arguments.
    for (const inner of Object.values(value) as unknown[]) found.push(inner)
  }
  return false
}
