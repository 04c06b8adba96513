import { outboxPrefix } from '../../src/storage/outbox.js'
import { usePage } from '../helpers/page.js'
import { pending, shownAgo } from '../helpers/pending.js'
import { openSdk } from '../helpers/sdk.js'

const page = usePage()

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
})

afterEach(() => {
  jest.useRealTimers()
})

const stored = (): string[] => Object.keys(page.storage).filter((key) => key.startsWith(outboxPrefix))

describe('an impression', () => {
  it('is sent at once by a live SDK', () => {
    const { handover, sent, fates } = openSdk()
    handover.handOver(pending())
    expect(sent).toEqual(['exp-1'])
    expect(fates).toEqual(['sent'])
  })

  it('is sent only once, even if the SDK throws: it may have accepted the impression', () => {
    let calls = 0
    const { handover, look } = openSdk({
      send() {
        calls += 1
        throw new Error('a destination of the page has failed')
      },
    })
    handover.handOver(pending())
    look()
    look(20_000)
    look()
    expect(calls).toBe(1)
  })

  it('waits for an SDK that throws while the page looks for it', () => {
    const { handover, state, fates } = openSdk()
    Object.defineProperty(state, 'isLive', {
      get() {
        throw new Error('not yet')
      },
    })
    expect(handover.viewer()).toEqual({})
    handover.handOver(pending())
    expect(fates).toEqual(['waiting'])
  })

  it('is dropped if another tab has accepted the same event', () => {
    const [one, other] = [openSdk(), openSdk()]
    one.handover.handOver(pending())
    other.handover.handOver(pending())
    expect([...one.sent, ...other.sent]).toEqual(['exp-1'])
    expect(other.fates).toEqual([])
  })

  it('waits for the SDK, and leaves nothing on the device ten seconds after it was sent', () => {
    const { handover, state, sent, fates, look } = openSdk({ isLive: false })
    handover.handOver(pending())
    expect(handover.count()).toBe(1)
    state.isLive = true
    look()
    expect(sent).toEqual(['exp-1'])
    expect(fates).toEqual(['waiting', 'sent'])
    look(10_001)
    expect(handover.count()).toBe(0)
    expect(stored()).toEqual([])
  })

  it('is deleted after `maxAgeDays`, even without an SDK', () => {
    const { handover, fates, look } = openSdk({ isLive: false }, { maxAgeDays: 1 })
    handover.handOver(shownAgo(864e5 - 500))
    look()
    expect(fates).toEqual(['waiting', 'expired'])
    expect(stored()).toEqual([])
  })

  it('leaves in a batch of 16, a second before the next batch', () => {
    const { handover, state, sent, look } = openSdk({ isLive: false })
    for (let number = 10; number < 50; number += 1) handover.handOver(pending(`exp-${String(number)}`))
    state.isLive = true
    look()
    expect(sent).toHaveLength(16)
    look()
    look()
    expect(sent).toHaveLength(40)
    expect(sent).toEqual([...sent].sort())
  })
})

describe('consent', () => {
  it.each([
    [undefined, ['sent']],
    [true, ['sent']],
    [false, ['refused']],
    [() => undefined, ['waiting']],
    ['yes' as unknown as boolean, ['waiting']],
    [
      () => {
        throw new Error('not yet')
      },
      ['waiting'],
    ],
  ])('%p leads to %j', (consent, expected) => {
    const { handover, fates } = openSdk({}, { consent })
    handover.handOver(pending())
    expect(fates).toEqual(expected)
    expect(stored()).toHaveLength(expected[0] === 'refused' ? 0 : 1)
  })

  it('refused by the site deletes impressions that wait, but only for this SDK', () => {
    page.storage.setItem(`${outboxPrefix}exp-9:KEY`, JSON.stringify(pending('exp-9')))
    const { handover, state, look } = openSdk({ isLive: false })
    handover.handOver(pending())
    state.isRefused = true
    look()
    expect(stored()).toEqual([`${outboxPrefix}exp-9:KEY`])
  })
})
