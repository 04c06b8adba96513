import type { Viewer } from '../../src/handing-over/sdk.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { openSdk } from '../helpers/sdk.js'

const page = usePage()

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
})

afterEach(() => {
  jest.useRealTimers()
})

describe('the viewer of an impression', () => {
  const anonymous = { anonymousId: 'ANON-1' }
  const loggedIn = { anonymousId: 'ANON-1', userId: 'A', account: 'A' }

  it.each<[string, Viewer, Viewer, boolean]>([
    ['the same visitor', anonymous, anonymous, true],
    ['the same login', loggedIn, loggedIn, true],
    ['the same login on another device', loggedIn, { ...loggedIn, anonymousId: 'ANON-2' }, true],
    ['another login', loggedIn, { ...loggedIn, account: 'B' }, false],
    ['nobody after a logout', loggedIn, anonymous, false],
    ['the same visitor after a login', anonymous, loggedIn, true],
    ['another visitor', anonymous, { anonymousId: 'ANON-2' }, false],
    ['another visitor who is logged in', anonymous, { ...loggedIn, anonymousId: 'ANON-2' }, false],
    ['anyone, if nobody was known', {}, loggedIn, true],
  ])('is never mixed up with another: %s', (_who, viewer, now, isSent) => {
    const first = openSdk({ viewer }, { consent: () => undefined })
    first.handover.handOver(pending())
    page.leave()
    const { sent, look } = openSdk({ viewer: now })
    look()
    look()
    expect(sent).toEqual(isSent ? ['exp-1'] : [])
  })

  it.each<[string, Viewer, Viewer, Viewer | undefined]>([
    ['the SDK’s answer replaces a guess', { anonymousId: 'OLD' }, anonymous, anonymous],
    ['the SDK’s answer doesn’t replace a stored login', loggedIn, { ...loggedIn, account: 'B' }, undefined],
    ['a stored login that is still there counts', loggedIn, loggedIn, loggedIn],
  ])('before the SDK is live: %s', (_what, guess, now, expected) => {
    const viewers: unknown[] = []
    const { handover, state, look } = openSdk({
      isLive: false,
      stored: () => guess,
      send: ({ viewer }) => viewers.push(viewer),
    })
    expect(handover.anonymousId()).toBe(guess.anonymousId)
    handover.handOver(pending())
    state.viewer = now
    state.isLive = true
    look()
    expect(viewers).toEqual(expected ? [expected] : [])
  })

  it('isn’t known while only the device is', () => {
    const { handover, state } = openSdk({
      isLive: false,
      stored: () => ({ anonymousId: 'DEVICE-1', isDeviceAlone: true }),
    })
    expect(handover.anonymousId()).toBeUndefined()
    expect(handover.viewer().anonymousId).toBe('DEVICE-1')
    state.isLive = true
    expect(handover.anonymousId()).toBe('ANON-1')
  })

  it('is the person that the SDK named first, not one who logged in later', () => {
    const viewers: unknown[] = []
    const visitor: { agrees?: boolean } = {}
    const { handover, state, look } = openSdk(
      { isLive: false, send: ({ viewer }) => viewers.push(viewer) },
      { consent: () => visitor.agrees },
    )
    handover.handOver(pending())
    state.isLive = true
    look()
    state.viewer = loggedIn
    visitor.agrees = true
    look()
    expect(viewers).toEqual([anonymous])
  })
})
