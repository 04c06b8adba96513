import type { AnalyticsCandidate } from '../src/analytics.js'
import { createLook } from '../src/find-analytics.js'
import type { ExperimentImpressionsOptions } from '../src/options.js'
import { createAnalytics } from './helpers/analytics.js'
import { usePage } from './helpers/page.js'

const page = usePage()

/** A snippet's stub, whose `initialize` a test lets come. */
const createStub = () => {
  let listener: ((this: AnalyticsCandidate) => void) | undefined
  const stub = Object.assign([], {
    track: () => undefined,
    on: (_event: string, each: typeof listener) => {
      listener = each
    },
  })
  return {
    stub,
    live: (analytics: unknown) => listener?.call(analytics as AnalyticsCandidate),
    isHeard: () => listener !== undefined,
  }
}

const look = (options: ExperimentImpressionsOptions = {}) => {
  const connected: unknown[] = []
  let woken = 0
  const find = createLook(
    options,
    (analytics) => connected.push(analytics),
    () => {
      woken += 1
    },
  )
  return { find, connected, count: () => woken }
}

describe(createLook, () => {
  it('finds a live analytics.js, behind a wrapper too, and connects to it', () => {
    const analytics = createAnalytics()
    page.window['analytics'] = { instance: analytics, track: () => undefined }
    const { find, connected } = look()
    expect(find()).toBe(analytics)
    expect(connected).toEqual([analytics])
  })

  it('finds one that becomes live before it stands on window', () => {
    const { stub, live } = createStub()
    page.window['analytics'] = stub
    const { find, count } = look()
    expect(find()).toBeUndefined()
    const analytics = createAnalytics()
    live(analytics)
    expect(count()).toBe(1)
    expect(find()).toBe(analytics)
  })

  it.each([false, true])('finds none that the site has taken away, given as its stub: %s', (isGiven) => {
    const { stub, live } = createStub()
    page.window['analytics'] = stub
    const { find } = look(isGiven ? { instance: stub } : {})
    find()
    const analytics = createAnalytics()
    live(analytics)
    page.window['analytics'] = analytics
    expect(find()).toBe(analytics)
    delete page.window['analytics']
    expect(find()).toBeUndefined()
  })

  it('listens to the stub of another tenant that comes in its place', () => {
    const first = createStub()
    page.window['analytics'] = first.stub
    const { find } = look()
    find()
    first.live(createAnalytics())
    const second = createStub()
    page.window['analytics'] = second.stub
    expect(find()).toBeUndefined()
    expect(second.isHeard()).toBe(true)
    const analytics = createAnalytics('OTHERKEY')
    second.live(analytics)
    expect(find()).toBe(analytics)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'analytics'],
    ['a look-alike', { initialized: true, user: () => ({}), track: () => undefined }],
    ['a look-alike with a queue of its own', { initialized: true, queue: [], track: () => undefined }],
  ])('takes %s for none', (_what, candidate) => {
    page.window['analytics'] = candidate
    expect(look().find()).toBeUndefined()
  })

  it('finds nothing, and throws nothing, where the page’s own getter throws', () => {
    Object.defineProperty(page.window, 'analytics', {
      get: () => {
        throw new Error('not yet')
      },
    })
    expect(look().find()).toBeUndefined()
  })
})
