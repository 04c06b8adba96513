import fc from 'fast-check'
import { createLateDelivery, pendingKeyPrefix } from '../src/late-delivery.js'
import type { PendingImpression } from '../src/pending-impression.js'
import { shownTo } from '../src/pin-identity.js'
import { usePage } from './helpers/page.js'

const page = usePage()

const pending = (messageId: string): PendingImpression => [
  '$impression',
  { flag_key: 'f' },
  { messageId, timestamp: '2026-11-23T00:00:00.000Z', context: { page: undefined, [shownTo]: {} } },
]

describe(createLateDelivery, () => {
  it('gives back what was added, oldest first, and only once', () => {
    const waiting = createLateDelivery()
    waiting.keep(pending('exp-2'))
    waiting.keep(pending('exp-1'))
    expect(waiting.count()).toBe(2)
    expect(waiting.take().map(([, , { messageId }]) => messageId)).toEqual(['exp-1', 'exp-2'])
    expect(waiting.count()).toBe(0)
    expect(waiting.take()).toEqual([])
  })

  it('shares what waits with other tabs, and takes none twice', () => {
    const [first, second] = [createLateDelivery(), createLateDelivery()]
    first.keep(pending('exp-1'))
    second.keep(pending('exp-2'))
    expect(first.take()).toHaveLength(2)
    expect(second.take()).toEqual([])
  })

  it('lets the oldest go where more than 512 wait', () => {
    const waiting = createLateDelivery()
    for (let index = 0; index < 515; index += 1) waiting.keep(pending(`exp-${String(1000 + index)}`))
    expect(waiting.count()).toBe(512)
    expect(waiting.take()[0]?.[2].messageId).toBe('exp-1003')
  })

  it('keeps impressions in memory where there is no storage', () => {
    Reflect.deleteProperty(globalThis, 'localStorage')
    const waiting = createLateDelivery()
    waiting.keep(pending('exp-1'))
    expect(waiting.count()).toBe(1)
    expect(waiting.take()).toHaveLength(1)
    expect(waiting.count()).toBe(0)
  })

  it('passes over what somebody else has written, and loses nothing behind it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        page.storage[`${pendingKeyPrefix}a`] = text
        const waiting = createLateDelivery()
        waiting.keep(pending('exp-1'))
        expect(waiting.take()).toEqual([JSON.parse(JSON.stringify(pending('exp-1')))])
        expect(waiting.count()).toBe(0)
      }),
    )
  })
})
