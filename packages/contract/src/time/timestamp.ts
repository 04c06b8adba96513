/** ISO 8601 with a zone, or a date alone: the forms that mean the same on every machine. */
export const timestampPattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/

/**
 * Epoch milliseconds of a timestamp, or `undefined` where it is none. Besides ISO 8601 it takes whole epoch
 * milliseconds, which analytics.js sends where a site passed a number as `timestamp`.
 */
export function toTimestampMs(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= maxDateMs ? value : undefined
  if (typeof value !== 'string' || !timestampPattern.test(value)) return undefined
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? undefined : ms
}

/** The last moment that an ECMAScript date holds (ECMA-262, "Time Values and Time Range"). */
const maxDateMs = 8.64e15
