import { createOutbox, type Outbox } from '../../src/storage/outbox.js'

/** A day in ms. */
export const DAY = 864e5

/** Opens outboxes as pages of one site do, under a fake clock. `expired` gets the message ids of impressions that were too old. */
export function useOutbox(): { readonly open: () => Outbox; readonly expired: readonly string[] } {
  const expired: string[] = []

  beforeEach(() => {
    expired.length = 0
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  const open = (): Outbox =>
    createOutbox(7, (_fate, { options }) => {
      expired.push(options.messageId)
    })
  return { open, expired }
}
