/** ISO 8601 with a time zone, or only a date: the forms that mean the same on every machine. */
export const timestampPattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/

/**
 * Converts a timestamp to epoch milliseconds; `undefined` if it isn't one. Also accepts whole epoch milliseconds, which
 * analytics.js sends if a site passes a number as `timestamp`.
 */
export function toTimestampMs(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= maxDateMs ? value : undefined
  if (typeof value !== 'string') return undefined
  const known = fromIsoString(value)
  if (known !== undefined) return known
  if (!timestampPattern.test(value)) return undefined
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? undefined : ms
}

/** The latest time that an ECMAScript date can represent (ECMA-262, "Time Values and Time Range"). */
const maxDateMs = 8.64e15

/**
 * Epoch ms of a text as `Date.prototype.toISOString` writes it, such as `2026-11-23T04:02:28.956Z`; `undefined` for any other
 * text, and after the 28th, when a month may have ended. Segment's timestamps have this form, and `Date.parse` took a fifth
 * of the transform's time.
 */
function fromIsoString(text: string): number | undefined {
  if (text.length !== 24 || text[10] !== 'T' || text[23] !== 'Z') return undefined
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':' || text[19] !== '.')
    return undefined
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  const ms = digits(text, 20, 23)
  const isInRange =
    year >= 1000 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 &&
    hour < 24 &&
    minute < 60 &&
    second < 60
  // False for anything that isn't a digit, which is NaN.
  return isInRange && ms >= 0 ? Date.UTC(year, month - 1, day, hour, minute, second, ms) : undefined
}

/** The number that digits spell; NaN if there is anything else among them. */
function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return NaN
    number = number * 10 + digit
  }
  return number
}
