import { isUnsafeNumber } from '@experiment-impressions/contract'

/** Most values of an event that are looked through, far past what fits Segment's 32 KB. */
const maxValues = 20_000

/**
 * A mapped text, or the number that it was printed from, where that had lost its digits: Segment's framework turns every
 * number of a text field into text before the action sees it, and `175928847299117060` no longer tells that it was two
 * people's id. `raw` is the event that the text was mapped from.
 */
export function restoreNumber(text: string | undefined, raw: unknown): string | number | undefined {
  if (text === undefined || !/^-?\d{16,}$|e[+-]?\d+$/.test(text)) return text
  const number = Number(text)
  return isUnsafeNumber(number) && String(number) === text && holds(raw, number) ? number : text
}

/** Whether a number stands anywhere in an event; what stands near its root is looked at first. */
function holds(raw: unknown, number: number): boolean {
  const found: unknown[] = [raw]
  for (let index = 0; index < found.length && index < maxValues; index += 1) {
    const value = found[index]
    if (value === number) return true
    if (typeof value !== 'object' || value === null) continue
    // Not by a spread: an array may have more items than a call may have arguments.
    for (const inner of Object.values(value) as unknown[]) found.push(inner)
  }
  return false
}
