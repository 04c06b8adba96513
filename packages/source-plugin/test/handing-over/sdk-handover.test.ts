import type { Fate } from '../../src/handing-over/fate.js'
import type { IntegrationOptions } from '../../src/options.js'
import type { PendingImpression } from '../../src/impression/pending-impression.js'
import { createSdkDelivery } from '../../src/handing-over/sdk-handover.js'
import type { Viewer } from '../../src/handing-over/sdk.js'
import { outboxPrefix } from '../../src/storage/outbox.js'
import { usePage } from '../helpers/page.js'
import { pending, shownAgo } from '../helpers/pending.js'

const page = usePage()

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
})

afterEach(() => {
  jest.useRealTimers()
})

interface TestSdk {
  isLive: boolean
  isRefused: boolean
  viewer: Viewer
  stored: () => Viewer | undefined
  send: (impression: PendingImpression) => void
}

/** One page with an SDK that is as the test says. */
const open = (sdk: Partial<TestSdk> = {}, options: IntegrationOptions = {}) => {
  const sent: string[] = []
  const fates: Fate[] = []
  const state: TestSdk = {
    isLive: true,
    isRefused: false,
    viewer: { anonymousId: 'ANON-1' },
    stored: () => undefined,
    send: ({ options: { messageId } }) => sent.push(messageId),
    ...sdk,
  }
  const create = createSdkDelivery<IntegrationOptions>('cdp', () => ({
    findLive: () =>
      state.isLive
        ? {
            current: () => state.viewer,
            send: (impression) => {
              state.send(impression)
            },
          }
        : undefined,
    isRefused: () => state.isRefused,
    stored: () => state.stored(),
    viewerOf: (guess, first) => (guess.account ? guess : first),
  }))
  const delivery = create(
    options,
    () => undefined,
    (fate) => fates.push(fate),
  )
  const look = (ms = 1000): void => {
    jest.setSystemTime(Date.now() + ms)
    delivery.deliverWaiting()
  }
  return { state, sent, fates, delivery, look }
}

const stored = (): string[] => Object.keys(page.storage).filter((key) => key.startsWith(outboxPrefix))

describe('an impression', () => {
  it('is sent at once by a live SDK', () => {
    const { delivery, sent, fates } = open()
    delivery.deliver(pending())
    expect(sent).toEqual(['exp-1'])
    expect(fates).toEqual(['sent'])
  })

  it('is sent once, also if the SDK throws: that may have taken it', () => {
    let calls = 0
    const { delivery, look } = open({
      send() {
        calls += 1
        throw new Error('a destination of the page has failed')
      },
    })
    delivery.deliver(pending())
    look()
    look(20_000)
    look()
    expect(calls).toBe(1)
  })

  it('waits for an SDK that throws when it is looked for', () => {
    const { delivery, state, fates } = open()
    Object.defineProperty(state, 'isLive', {
      get() {
        throw new Error('not yet')
      },
    })
    expect(delivery.viewers.current()).toEqual({})
    delivery.deliver(pending())
    expect(fates).toEqual(['waiting'])
  })

  it('is dropped where another tab has taken the same event', () => {
    const [one, other] = [open(), open()]
    one.delivery.deliver(pending())
    other.delivery.deliver(pending())
    expect([...one.sent, ...other.sent]).toEqual(['exp-1'])
    expect(other.fates).toEqual([])
  })

  it('waits for the SDK, and leaves nothing on the device ten seconds after it is sent', () => {
    const { delivery, state, sent, fates, look } = open({ isLive: false })
    delivery.deliver(pending())
    expect(delivery.count()).toBe(1)
    state.isLive = true
    look()
    expect(sent).toEqual(['exp-1'])
    expect(fates).toEqual(['waiting', 'sent'])
    look(10_001)
    expect(delivery.count()).toBe(0)
    expect(stored()).toEqual([])
  })

  it('is erased after `maxAgeDays`, with or without an SDK', () => {
    const { delivery, fates, look } = open({ isLive: false }, { maxAgeDays: 1 })
    delivery.deliver(shownAgo(864e5 - 500))
    look()
    expect(fates).toEqual(['waiting', 'expired'])
    expect(stored()).toEqual([])
  })

  it('goes with fifteen others at most, a second before the next', () => {
    const { delivery, state, sent, look } = open({ isLive: false })
    for (let number = 10; number < 50; number += 1) delivery.deliver(pending(`exp-${String(number)}`))
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
  ])('%p', (consent, expected) => {
    const { delivery, fates } = open({}, { consent })
    delivery.deliver(pending())
    expect(fates).toEqual(expected)
    expect(stored()).toHaveLength(expected[0] === 'refused' ? 0 : 1)
  })

  it('erases what waits where the site refuses for the visitor, of this SDK alone', () => {
    page.storage.setItem(`${outboxPrefix}exp-9:KEY`, JSON.stringify(pending('exp-9')))
    const { delivery, state, look } = open({ isLive: false })
    delivery.deliver(pending())
    state.isRefused = true
    expect(delivery.hasConsent()).toBe(false)
    look()
    expect(stored()).toEqual([`${outboxPrefix}exp-9:KEY`])
  })
})

describe('who saw it', () => {
  const anonymous = { anonymousId: 'ANON-1' }
  const loggedIn = { anonymousId: 'ANON-1', userId: 'A', account: 'A' }

  it.each<[string, Viewer, Viewer, boolean]>([
    ['the same visitor', anonymous, anonymous, true],
    ['the same login', loggedIn, loggedIn, true],
    ['the same login on another device', loggedIn, { ...loggedIn, anonymousId: 'ANON-2' }, true],
    ['another login', loggedIn, { ...loggedIn, account: 'B' }, false],
    ['nobody any more', loggedIn, anonymous, false],
    ['one who has logged in since', anonymous, loggedIn, true],
    ['another visitor', anonymous, { anonymousId: 'ANON-2' }, false],
    ['another visitor, who is logged in', anonymous, { ...loggedIn, anonymousId: 'ANON-2' }, false],
    ['whoever is there, if nobody was known', {}, loggedIn, true],
  ])('is not confused: %s', (_who, viewer, now, isSent) => {
    const first = open({ viewer }, { consent: () => undefined })
    first.delivery.deliver(pending())
    page.leave()
    const { sent, look } = open({ viewer: now })
    look()
    look()
    expect(sent).toEqual(isSent ? ['exp-1'] : [])
  })

  it.each<[string, Viewer, Viewer, Viewer | undefined]>([
    ['a guess gives way to what the SDK says', { anonymousId: 'OLD' }, anonymous, anonymous],
    ['a login that was stored does not', loggedIn, { ...loggedIn, account: 'B' }, undefined],
    ['a login that was stored and is there', loggedIn, loggedIn, loggedIn],
  ])('before the SDK was live: %s', (_what, guess, now, expected) => {
    const viewers: unknown[] = []
    const { delivery, state, look } = open({
      isLive: false,
      stored: () => guess,
      send: ({ viewer }) => viewers.push(viewer),
    })
    expect(delivery.viewers.visitor()).toBe(guess.anonymousId)
    delivery.deliver(pending())
    state.viewer = now
    state.isLive = true
    look()
    expect(viewers).toEqual(expected ? [expected] : [])
  })

  it('is not taken for known while it is the device alone', () => {
    const { delivery, state } = open({
      isLive: false,
      stored: () => ({ anonymousId: 'DEVICE-1', isDeviceAlone: true }),
    })
    expect(delivery.viewers.visitor()).toBeUndefined()
    expect(delivery.viewers.current().anonymousId).toBe('DEVICE-1')
    state.isLive = true
    expect(delivery.viewers.visitor()).toBe('ANON-1')
  })

  it('is whom the SDK named first, not who has logged in after', () => {
    const viewers: unknown[] = []
    const visitor: { agrees?: boolean } = {}
    const { delivery, state, look } = open(
      { isLive: false, send: ({ viewer }) => viewers.push(viewer) },
      { consent: () => visitor.agrees },
    )
    delivery.deliver(pending())
    state.isLive = true
    look()
    state.viewer = loggedIn
    visitor.agrees = true
    look()
    expect(viewers).toEqual([anonymous])
  })
})
