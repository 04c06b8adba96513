/** When in the month a quota is used up. */
export interface RunsOut {
  /** The share of the month that has passed by then, from 0 up to but not including 1. */
  readonly shareOfMonth: number
  /** The day on which it happens, from 1 to 30, in a month of 30 days. */
  readonly day: number
}

/** What a month’s impressions do to a quota. */
export interface QuotaUse {
  /** Impressions over the quota at the end of the month; 0 where it lasts. */
  readonly over: number
  /** `'never'` where the quota lasts the whole month, to the last impression if need be. */
  readonly runsOut: RunsOut | 'never'
}

const daysOfMonth = 30

/** When `quota` impressions are used up by `impressions` that come in evenly over the month. */
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
