import type { Issue } from '@experiment-impressions/contract'

export const tried = (outcome: 'retry' | 'rejected' | 'skipped', reason?: string, exchange?: object) => ({
  outcome,
  attempts: [
    {
      at: 1,
      outcome,
      ...(reason === undefined ? {} : { reason }),
      ...(exchange === undefined ? {} : { exchange: exchange as never }),
    },
  ],
})
export const issue = (code: string, severity: string) =>
  ({ code, severity, path: [], params: { received: 'undefined' } }) as unknown as Issue
