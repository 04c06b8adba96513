/** `2026-11-23 04:02:28.954 UTC`; `undefined` if no date can hold it. */
export function formatMoment(ms: number): string | undefined {
  return iso(ms)?.replace('T', ' ').replace('Z', ' UTC')
}

/** The time of day, `04:02:28.954`, in UTC as Amplitude keeps it. */
export function formatTimeOfDay(ms: number): string | undefined {
  return iso(ms)?.slice(-13, -1)
}

/** `+90 s`, `−1.5 s`, `+340 ms`: a difference with its sign. */
export function formatShift(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`
}

const units = [
  ['d', 24 * 60 * 60],
  ['h', 60 * 60],
  ['min', 60],
  ['s', 1],
] as const

/** `340 ms`, `1.5 s`, `90 s`; from two minutes on, in the two largest units: `15 h 49 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${String(ms)} ms`
  if (ms < 120_000) return `${String(ms / 1000)} s`
  let seconds = Math.round(ms / 1000)
  const parts = units.map(([unit, size]): [number, string] => {
    const count = Math.floor(seconds / size)
    seconds -= count * size
    return [count, unit]
  })
  const first = parts.findIndex(([count]) => count > 0)
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${String(count)} ${unit}`)
    .join(' ')
}

function iso(ms: number): string | undefined {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
