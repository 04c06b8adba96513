/** ISO 8601 with a time zone, or only a date: the forms that mean the same on every machine. */
export const timestampPattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/

/**
 * Converts a timestamp to epoch milliseconds; `undefined` if it isn't one. Also accepts whole epoch milliseconds, which
 * analytics.js sends if a site passes a number as `timestamp`.
 */
export function toTimestampMs(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= maxDateMs ? value : undefined
  if (typeof value !== 'string' || !timestampPattern.test(value)) return undefined
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? undefined : ms
}

/** The latest time that an ECMAScript date can represent (ECMA-262, "Time Values and Time Range"). */
const maxDateMs = 8.64e15
