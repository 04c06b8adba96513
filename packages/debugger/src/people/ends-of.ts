import { formatMoment } from '@experiment-impressions/inspection'

/**
 * The first and the last of some moments (epoch ms), for the ends of an axis; a single one if they’re equal. With milliseconds if
 * less than a second is between them, and with the day of the last one only if it’s another day.
 */
export function endsOf(times: readonly number[]): string[] {
  const from = times.reduce((one, other) => Math.min(one, other), Infinity)
  const to = times.reduce((one, other) => Math.max(one, other), -Infinity)
  const [first, last] = [formatMoment(from), formatMoment(to)]
  if (first === undefined || last === undefined) return []
  if (first === last) return [first]
  const length = to - from < 1000 ? toTheMillisecond : toTheSecond
  const isSameDay = first.slice(0, toTheDay) === last.slice(0, toTheDay)
  return [first.slice(0, length), `${last.slice(isSameDay ? toTheDay + 1 : 0, length)} UTC`]
}

/** Lengths of the parts of `2026-11-23 04:02:28.954 UTC`. */
const toTheDay = 10
const toTheSecond = 19
const toTheMillisecond = 23
