import type { LiveAnalytics } from '../../src/analytics/analytics.js'
import { createFindLive } from '../../src/analytics/find-live.js'
import { createAnalytics } from '../helpers/live-analytics.js'
import { createStub } from '../helpers/loading-analytics.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

/** Opens a page that looks for analytics.js, and collects what it finds. */
const open = () => {
  const connected: LiveAnalytics[] = []
  const wake = jest.fn()
  const findLive = createFindLive({}, (analytics) => connected.push(analytics), wake)
  return { findLive, connected, wake }
}

const put = (analytics: unknown): void => {
  page.window['analytics'] = analytics
}

describe('while the stub is on the page', () => {
  it('the live analytics.js is found before it replaces the stub', () => {
    const { stub, becomes, isListenedTo } = createStub()
    put(stub)
    const { findLive, connected, wake } = open()
    expect(findLive()).toBeUndefined()
    expect(isListenedTo()).toBe(true)
    const analytics = createAnalytics()
    becomes(analytics)
    expect(wake).toHaveBeenCalledTimes(1)
    expect(findLive()).toBe(analytics)
    expect(connected).toEqual([analytics])
    put(analytics)
    expect(findLive()).toBe(analytics)
  })

  it('the stub gets a single listener', () => {
    const { stub } = createStub()
    const on = jest.spyOn(stub, 'on')
    put(stub)
    const { findLive } = open()
    findLive()
    findLive()
    expect(on).toHaveBeenCalledTimes(1)
  })

  it('another stub that replaces it gets a listener, and the first is forgotten', () => {
    const [first, second] = [createStub(), createStub()]
    put(first.stub)
    const { findLive } = open()
    findLive()
    first.becomes(createAnalytics({ writeKey: 'TENANT-1' }))
    put(second.stub)
    expect(findLive()).toBeUndefined()
    expect(second.isListenedTo()).toBe(true)
    const other = createAnalytics({ writeKey: 'TENANT-2' })
    second.becomes(other)
    expect(findLive()).toBe(other)
  })

  it('an announced analytics.js that isn’t live yet is not found', () => {
    const { stub, becomes } = createStub()
    put(stub)
    const { findLive } = open()
    findLive()
    becomes({ ...createAnalytics(), initialized: false } as unknown as LiveAnalytics)
    expect(findLive()).toBeUndefined()
  })
})

describe('a live analytics.js', () => {
  it.each([
    ['deletes it', () => Reflect.deleteProperty(page.window, 'analytics')],
    [
      'sets it to null',
      () => {
        put(null)
      },
    ],
    [
      'replaces it with the stub of another tenant',
      () => {
        put(createStub().stub)
      },
    ],
  ])('is gone once the site %s', (_how, take) => {
    put(createAnalytics())
    const { findLive } = open()
    expect(findLive()).toBeDefined()
    take()
    expect(findLive()).toBeUndefined()
  })

  it('is gone once the site deletes the stub that announced it', () => {
    const { stub, becomes } = createStub()
    put(stub)
    const { findLive } = open()
    findLive()
    becomes(createAnalytics())
    expect(findLive()).toBeDefined()
    put(undefined)
    expect(findLive()).toBeUndefined()
  })

  it('stays gone when the stub that announced it comes back', () => {
    const { stub, becomes } = createStub()
    put(stub)
    const { findLive } = open()
    findLive()
    const analytics = createAnalytics()
    becomes(analytics)
    put(analytics)
    findLive()
    put(stub)
    expect(findLive()).toBeUndefined()
  })

  it('gives way to another live one', () => {
    const [first, second] = [createAnalytics(), createAnalytics()]
    const { findLive, connected } = open()
    put(first)
    findLive()
    put(second)
    expect(findLive()).toBe(second)
    expect(connected).toEqual([first, second])
  })
})
