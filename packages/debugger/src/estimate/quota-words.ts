import type { QuotaUse } from '@experiment-impressions/estimate'
import { formatCount, formatShare } from '../ui/format-number.js'

/** When the quota runs out, in words. */
export function quotaWords({ runsOut, over }: QuotaUse, impressions: number, quota: number): string {
  if (runsOut === 'never')
    return `The quota lasts; ${formatShare(impressions / quota)} of it is used by the end of the month.`
  return `The quota runs out on day ${String(runsOut.day)} of 30, ${formatShare(runsOut.shareOfMonth)} into the month: ${formatCount(over)} impressions too many.`
}
