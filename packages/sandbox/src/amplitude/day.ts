const dayMs = 24 * 60 * 60 * 1000

/** The day (UTC) of a moment in epoch ms, as `YYYY-MM-DD`. */
export function dayOf(epoch: number): string {
  return new Date(epoch).toISOString().slice(0, 10)
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * dayMs)
}

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}
