/** `2026-11-23 04:02:28.954 UTC`; `undefined` for what no date can hold. */
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

/** `340 ms`, `1.5 s`. */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${String(ms / 1000)} s`
}

function iso(ms: number): string | undefined {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
