/** The events of one interval. */
export interface Bucket {
  /** Start, in epoch ms. */
  readonly from: number
  /** Number of events by name. */
  readonly counts: ReadonlyMap<string, number>
  readonly total: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const widths = [
  second,
  5 * second,
  15 * second,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  day,
  7 * day,
  30 * day,
  365 * day,
]

export interface Buckets {
  /** Width of each bucket, in ms. */
  readonly width: number
  readonly buckets: readonly Bucket[]
}

/** Counts moments in at most `most` buckets of a round width, without gaps. Empty without moments. */
export function timeBuckets(
  moments: readonly { readonly time: number; readonly name: string }[],
  most = 40,
): Buckets {
  let least = Infinity
  let latest = -Infinity
  for (const { time } of moments) {
    least = Math.min(least, time)
    latest = Math.max(latest, time)
  }
  if (least === Infinity) return { width: second, buckets: [] }
  const countOf = (width: number): number => Math.floor(latest / width) - Math.floor(least / width) + 1
  const width = widths.find((each) => countOf(each) <= most) ?? Math.ceil((latest - least + 1) / (most - 1))
  const first = Math.floor(least / width)
  const counts = Array.from({ length: countOf(width) }, () => new Map<string, number>())
  for (const { time, name } of moments) {
    const bucket = counts[Math.floor(time / width) - first]
    bucket?.set(name, (bucket.get(name) ?? 0) + 1)
  }
  return {
    width,
    buckets: counts.map((each, index) => ({
      from: (first + index) * width,
      counts: each,
      total: [...each.values()].reduce((sum, count) => sum + count, 0),
    })),
  }
}

/** A bucket’s width in words: `one second`, `5 minutes`. */
export function widthWords(width: number): string {
  const units = [
    [day, 'day'],
    [hour, 'hour'],
    [minute, 'minute'],
    [second, 'second'],
  ] as const
  const [size, unit] = units.find(([each]) => width >= each) ?? [second, 'second']
  const count = Math.round(width / size)
  return count === 1 ? `one ${unit}` : `${String(count)} ${unit}s`
}
