/** Epoch ms of a date in a text; `undefined` if it isn't one. */
export function epochOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const epoch = Date.parse(value)
  return Number.isNaN(epoch) ? undefined : epoch
}

/** A moment in epoch ms as ISO 8601. Outside the range of dates, the nearest date. */
export function toIso(epoch: number): string {
  const lastDate = 8.64e15
  return new Date(Math.min(Math.max(epoch, -lastDate), lastDate)).toISOString()
}

const dayMs = 24 * 60 * 60 * 1000

/** The day (UTC) of a moment in epoch ms, as `YYYY-MM-DD`. */
export function dayOf(epoch: number): string {
  return new Date(epoch).toISOString().slice(0, 10)
}

/** Adds days to a day. */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * dayMs)
}

/** Whether a text is an existing day, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}
