import { deliverBatch } from '../src/segment-host/deliver-events.js'
import { toShownAnswer } from '../src/segment-host/uploads.js'
import type { SubscriptionRunner } from '../src/segment-host/index.js'

describe(deliverBatch, () => {
  it('rejects only the event that breaks its batch', async () => {
    const events = ['a', 'b', 'c', 'd', 'e'].map((messageId) => ({ messageId, type: 'track' }))
    const runner: SubscriptionRunner = {
      runSingle: () => Promise.resolve({ outcome: 'skipped' }),
      runBatch: (_, batch) =>
        Promise.resolve(
          batch.some(({ messageId }) => messageId === 'c')
            ? { kind: 'failed', verdict: { outcome: 'rejected', reason: 'Too deep' }, isProgramError: true }
            : { kind: 'answered', verdicts: batch.map(() => ({ outcome: 'accepted' })) },
        ),
    }
    const delivered = await deliverBatch(events, {
      subscription: { subscribe: '', partnerAction: '', mapping: {} },
      runner,
      watch: async (run) => ({ result: await run(), uploads: [] }),
    })
    expect(delivered.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'rejected',
      'accepted',
      'accepted',
    ])
  })
})

describe(toShownAnswer, () => {
  test.each<[string, unknown, unknown]>([
    ['cuts a long text', 'x'.repeat(70_000), `${'x'.repeat(2000)}… and 68000 more characters`],
    [
      'leaves out what is nested too deep',
      JSON.parse('['.repeat(5000) + ']'.repeat(5000)),
      '(nested too deep to be shown)',
    ],
  ])('%s', (_, body, shown) => {
    expect(toShownAnswer('key', body)).toEqual(shown)
  })
})
