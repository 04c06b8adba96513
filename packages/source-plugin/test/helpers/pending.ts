import type { PendingImpression } from '../../src/impression/pending-impression.js'

/** An impression of this moment, by its message id. */
export const pending = (messageId = 'exp-1', rest: Partial<PendingImpression> = {}): PendingImpression => ({
  event: '$impression',
  properties: { flag_key: 'f' },
  options: { messageId, timestamp: new Date().toISOString(), context: { page: undefined } },
  ...rest,
})

/** An impression that was shown some time ago, in ms. */
export const shownAgo = (ms: number, messageId = 'exp-1'): PendingImpression => {
  const impression = pending(messageId)
  const timestamp = new Date(Date.now() - ms).toISOString()
  return { ...impression, options: { ...impression.options, timestamp } }
}
