/** When a quota runs out in the month. */
export interface RunsOut {
  /** The share of the month that has passed by then: 0 or more, and less than 1. */
  readonly shareOfMonth: number
  /** The day when it happens, from 1 to 30, in a month of 30 days. */
  readonly day: number
}

/** How a month’s impressions use up a quota. */
export interface QuotaUse {
  /** Impressions over the quota at the end of the month, or 0 if it lasts. */
  readonly over: number
  /** `'never'` if the quota lasts the whole month, even if the last impression uses it up. */
  readonly runsOut: RunsOut | 'never'
}

const daysOfMonth = 30

/** Returns when `impressions`, spread evenly over the month, use up the quota. */
export function quotaUse(impressions: number, quota: number): QuotaUse {
  if (impressions <= quota) return { over: 0, runsOut: 'never' }
  return {
    over: impressions - quota,
    runsOut: {
      shareOfMonth: quota / impressions,
      day: Math.max(1, Math.ceil((quota * daysOfMonth) / impressions)),
    },
  }
}
