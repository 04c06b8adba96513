import { createHandOver } from '../src/hand-over.js'
import { createOutbox, outboxPrefix } from '../src/outbox.js'
import type { LiveAnalytics } from '../src/analytics.js'
import type { PendingImpression } from '../src/pending-impression.js'
import { createAnalytics, type FakeContext } from './helpers/analytics.js'
import { usePage } from './helpers/page.js'

const page = usePage()

const key = `${outboxPrefix}WRITEKEY:exp-1`

const impression = (viewer?: PendingImpression['viewer']): PendingImpression => ({
  event: '$impression',
  properties: { flag_key: 'f' },
  options: { messageId: 'exp-1', timestamp: new Date().toISOString(), context: { page: undefined } },
  viewer,
})

const open = () => {
  const analytics = createAnalytics()
  const outbox = createOutbox(864e5, () => undefined)
  let done = 0
  const hand = createHandOver(analytics as unknown as LiveAnalytics, outbox, () => {
    done += 1
  })
  return { analytics, outbox, hand, count: () => done }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

const hide = (): void => {
  ;(page.window as unknown as Window).dispatchEvent(
    new (page.window['Event'] as typeof Event)('visibilitychange'),
  )
}

const leave = (): void => {
  ;(page.window as unknown as Window).dispatchEvent(new (page.window['Event'] as typeof Event)('pagehide'))
}

const stored = (): PendingImpression | undefined =>
  page.storage.getItem(key) ? (JSON.parse(page.storage.getItem(key) ?? '') as PendingImpression) : undefined

describe(createHandOver, () => {
  it('names who is here now where nobody else is known, and remembers it', () => {
    const { analytics, hand } = open()
    const shown = impression()
    hand(shown, key, false)
    expect(analytics.seen[0]).toMatchObject({ userId: 'USER-1', anonymousId: 'ANON-1' })
    expect(shown.viewer).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it.each([
    [
      { userId: 'USER-A', anonymousId: 'ANON-A' },
      { userId: 'USER-A', anonymousId: 'ANON-A' },
    ],
    [{ userId: 'USER-A' }, { userId: 'USER-A', anonymousId: 'ANON-1' }],
    [{}, { userId: 'USER-1', anonymousId: 'ANON-1' }],
  ])('gives an impression of %j its ids before any plugin sees it', (viewer, ids) => {
    const { analytics, hand } = open()
    hand(impression(viewer), key, false)
    expect(analytics.seen[0]).toMatchObject(ids)
    expect(analytics.sent[0]).toMatchObject(ids)
  })

  it('sends one of nobody as nobody’s, and shows other destinations an event without a user id', () => {
    const { analytics, hand } = open()
    hand(impression({ anonymousId: 'ANON-A' }), key, false)
    expect(analytics.seen[0]).not.toHaveProperty('userId')
    expect(analytics.sent[0]).toMatchObject({ userId: null, anonymousId: 'ANON-A' })
    expect(analytics.contexts[0]?.event).not.toHaveProperty('userId')
  })

  it('leaves other events alone', async () => {
    const { analytics } = open()
    await analytics.track('Plain', {}, { messageId: 'ajs-1' })
    expect(analytics.sent[0]).toMatchObject({ event: 'Plain', userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('does not let plugins write into what is under way', () => {
    const { analytics, hand } = open()
    const shown = impression()
    hand(shown, key, false)
    const [{ event } = { event: undefined }] = analytics.contexts
    if (event) event.properties['flag_key'] = 'other'
    expect(shown.properties).toEqual({ flag_key: 'f' })
  })

  it('takes it from the device once it has arrived, and says so', async () => {
    const { outbox, hand, count } = open()
    outbox.keep(key, impression())
    hand(impression(), key, true)
    expect(stored()?.handedAt).toEqual(expect.any(Number))
    await settle()
    expect(stored()).toBeUndefined()
    expect(count()).toBe(1)
  })

  it.each([
    ['hidden', hide],
    ['left', leave],
  ])('keeps what is under way on the device where the page is %s, with who saw it', async (_what, happen) => {
    const { analytics, hand } = open()
    let arrive: (context: FakeContext) => void = () => undefined
    analytics.send = () => new Promise((resolve) => (arrive = resolve))
    hand(impression(), key, false)
    expect(stored()).toBeUndefined()
    happen()
    expect(stored()?.viewer).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
    expect(stored()?.handedAt).toBeUndefined()
    arrive(analytics.contexts[0] as FakeContext)
    await settle()
    expect(stored()).toBeUndefined()
  })

  it('takes it out of what analytics.js has stored, and leaves other events there', () => {
    const { analytics, hand } = open()
    analytics.send = () => new Promise(() => undefined)
    hand(impression(), key, false)
    const items = 'persisted-queue:v1:WRITEKEY:dest-Segment.io:items'
    const others = [{ event: { messageId: 'ajs-1' } }]
    page.storage.setItem(items, JSON.stringify([...others, { event: { messageId: 'exp-1' } }]))
    page.storage.setItem('persisted-queue:v1:WRITEKEY:event-queue:items', '{')
    leave()
    expect(JSON.parse(page.storage.getItem(items) ?? '')).toEqual(others)
    expect(page.storage.getItem('persisted-queue:v1:WRITEKEY:event-queue:items')).toBe('{')
  })

  it('touches nothing where nothing is under way', () => {
    open()
    const get = jest.spyOn(Object.getPrototypeOf(page.storage) as Storage, 'getItem')
    hide()
    leave()
    expect(get).not.toHaveBeenCalled()
    get.mockRestore()
  })

  it('stays with it while the sender tries again, and as nobody’s', async () => {
    const { analytics, hand, count } = open()
    analytics.send = (context) => {
      context.log.push({ level: 'error' })
      return Promise.resolve(context)
    }
    hand(impression({ anonymousId: 'ANON-A' }), key, false)
    await settle()
    expect(count()).toBe(0)
    analytics.send = (context) => Promise.resolve(context)
    await analytics.sender.track(analytics.contexts[0] as FakeContext)
    expect(count()).toBe(1)
    expect(analytics.sent.map(({ userId }) => userId)).toEqual([null, null])
  })

  it('stays with it while the browser is offline', async () => {
    page.isOnline = false
    const { hand, count } = open()
    hand(impression(), key, false)
    await settle()
    expect(count()).toBe(0)
  })

  it('lets go one that the sender gives up', async () => {
    const { analytics, hand, count } = open()
    analytics.send = (context) => {
      context.log.push({ level: 'error' })
      context.failure = { reason: 'Bad Request' }
      return Promise.resolve(context)
    }
    hand(impression(), key, false)
    await settle()
    expect(count()).toBe(1)
  })

  it('lets go one that the site drops', async () => {
    const { analytics, hand, count } = open()
    analytics.track = () => Promise.reject(new Error('dropped'))
    hand(impression(), key, false)
    await settle()
    expect(count()).toBe(1)
  })

  it('hands one over once while it is under way', () => {
    const { analytics, hand } = open()
    hand(impression(), key, false)
    hand(impression(), key, true)
    expect(analytics.tracked).toHaveLength(1)
  })

  it('works with an analytics.js that sends nothing itself', async () => {
    const analytics = createAnalytics()
    analytics.queue.plugins.length = 0
    const hand = createHandOver(
      analytics as unknown as LiveAnalytics,
      createOutbox(864e5, () => undefined),
      () => undefined,
    )
    hand(impression(), key, false)
    await settle()
    expect(analytics.tracked).toHaveLength(1)
  })
})
