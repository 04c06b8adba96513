import type { PendingImpression } from '../../src/impression/pending-impression.js'

/** Makes an impression from now with this message id. */
export const pending = (messageId = 'exp-1', rest: Partial<PendingImpression> = {}): PendingImpression => ({
  event: '$impression',
  properties: { flag_key: 'f' },
  options: { messageId, timestamp: new Date().toISOString(), context: { page: undefined } },
  ...rest,
})

/** Makes an impression that was shown this many ms ago. */
export const shownAgo = (ms: number, messageId = 'exp-1'): PendingImpression => {
  const impression = pending(messageId)
  const timestamp = new Date(Date.now() - ms).toISOString()
  return { ...impression, options: { ...impression.options, timestamp } }
}
