import { createHandOver } from '../../src/analytics/track.js'
import { createOutbox, outboxPrefix } from '../../src/storage/outbox.js'
import type { PendingImpression } from '../../src/impression/pending-impression.js'
import { createAnalytics, settled, type Answer } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()

const keyOf = ({ options }: PendingImpression): string => `${outboxPrefix}KEY:${options.messageId}`

/** A page with the way into its analytics.js. */
const open = (...args: Parameters<typeof createAnalytics>) => {
  const analytics = createAnalytics(...args)
  const outbox = createOutbox(7 * 864e5, () => undefined)
  const onDone = jest.fn()
  const handOver = createHandOver(analytics, outbox, onDone)
  return {
    analytics,
    onDone,
    /** Hands over an impression that comes in now, or one that has waited on the device. */
    hand: (impression: PendingImpression, isOnDevice = false): void => {
      if (isOnDevice) outbox.keep(keyOf(impression), impression)
      handOver(impression, keyOf(impression), isOnDevice ? keyOf(impression) : undefined)
    },
  }
}

/** The impression on the device. */
const kept = (impression = pending()): PendingImpression | undefined => {
  const text = page.storage.getItem(keyOf(impression))
  return text === null ? undefined : (JSON.parse(text) as PendingImpression)
}

const never = (): Promise<Answer> => new Promise(() => undefined)

describe('an impression that is handed over', () => {
  it('goes through `track` once, with nothing but its own three options', async () => {
    const { analytics, hand, onDone } = open()
    const track = jest.spyOn(analytics, 'track')
    const impression = pending()
    hand(impression)
    hand(impression)
    expect(track.mock.calls).toEqual([['$impression', { flag_key: 'f' }, impression.options]])
    await settled()
    expect(analytics.arrived).toEqual([
      expect.objectContaining({
        event: '$impression',
        messageId: 'exp-1',
        userId: null,
        anonymousId: 'ANON-1',
      }),
    ])
    expect(onDone).toHaveBeenCalledTimes(1)
  })

  it('leaves nothing on the device if the page stays', async () => {
    const { analytics, hand } = open()
    hand(pending())
    expect(page.storage).toHaveLength(0)
    await settled()
    page.hide()
    page.leave()
    expect(page.storage).toHaveLength(0)
    expect(analytics.arrived).toHaveLength(1)
  })

  it('is free to be handed over again once it has arrived', async () => {
    const { analytics, hand } = open()
    hand(pending())
    await settled()
    hand(pending())
    await settled()
    expect(analytics.arrived).toHaveLength(2)
  })

  it('lends the site’s plugins a copy of its properties', async () => {
    const { analytics, hand } = open()
    await analytics.register({
      name: 'site',
      version: '1',
      type: 'enrichment',
      isLoaded: () => true,
      load: () => Promise.resolve(),
      track(context) {
        Object.assign(context.event.properties as object, { rewritten: true })
        return context
      },
    })
    const impression = pending()
    hand(impression)
    await settled()
    expect(analytics.arrived).toMatchObject([{ properties: { rewritten: true } }])
    expect(impression.properties).toEqual({ flag_key: 'f' })
  })

  it('is through if the site drops it, or `track` rejects', async () => {
    const { analytics, hand, onDone } = open()
    analytics.track = () => Promise.reject(new Error('Event missing'))
    hand(pending(), true)
    await settled()
    expect(onDone).toHaveBeenCalledTimes(1)
    page.leave()
    expect(kept()).toBeUndefined()
  })

  it('is not held up by other events', async () => {
    const { analytics, hand } = open({ userId: 'USER-1' })
    await analytics.track('Product Added', {}, { messageId: 'site-1' })
    hand(pending())
    await settled()
    expect(analytics.arrived).toMatchObject([
      { event: 'Product Added', userId: 'USER-1', anonymousId: 'ANON-1' },
      { event: '$impression' },
    ])
  })
})

describe('who saw it', () => {
  const arrivedAs = async (viewer: PendingImpression['viewer'], visitor = {}): Promise<unknown> => {
    const { analytics, hand } = open({ userId: 'USER-NOW', anonymousId: 'ANON-NOW', ...visitor })
    hand(pending('exp-1', { viewer }))
    await settled()
    const [{ userId, anonymousId } = {}] = analytics.arrived
    return { userId, anonymousId }
  }

  it.each<[string, PendingImpression['viewer'], unknown]>([
    [
      'is written into it',
      { userId: 'USER-1', anonymousId: 'ANON-1' },
      { userId: 'USER-1', anonymousId: 'ANON-1' },
    ],
    ['may be nobody', { anonymousId: 'ANON-1' }, { userId: null, anonymousId: 'ANON-1' }],
    ['may have no anonymous id', { userId: 'USER-1' }, { userId: 'USER-1', anonymousId: 'ANON-NOW' }],
    [
      'is whoever is there now if it is not known',
      undefined,
      { userId: 'USER-NOW', anonymousId: 'ANON-NOW' },
    ],
    ['is whoever is there now if nothing was known', {}, { userId: 'USER-NOW', anonymousId: 'ANON-NOW' }],
  ])('%s', async (_what, viewer, ids) => {
    expect(await arrivedAs(viewer)).toEqual(ids)
  })

  it('is seen by the site’s plugins, which have the last word', async () => {
    const { analytics, hand } = open({ userId: 'USER-NOW' })
    const seen: unknown[] = []
    await analytics.register({
      name: 'pseudonyms',
      version: '1',
      type: 'enrichment',
      isLoaded: () => true,
      load: () => Promise.resolve(),
      track(context) {
        seen.push(context.event.userId)
        context.event.userId = 'HASHED'
        return context
      },
    })
    hand(pending('exp-1', { viewer: { userId: 'USER-1', anonymousId: 'ANON-1' } }))
    await settled()
    expect(seen).toEqual(['USER-1'])
    expect(analytics.arrived).toMatchObject([{ userId: 'HASHED', anonymousId: 'ANON-1' }])
  })

  it('is remembered with it, so that it is the same the next time', () => {
    const { analytics, hand } = open({ userId: 'USER-1' })
    analytics.isHanging = true
    hand(pending())
    analytics.visitor.userId = 'USER-2'
    page.leave()
    expect(kept()?.viewer).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('is nobody if nobody was there, also after somebody has logged in', async () => {
    const { analytics, hand } = open()
    hand(pending())
    analytics.visitor.userId = 'USER-2'
    await settled()
    expect(analytics.arrived).toMatchObject([{ userId: null, anonymousId: 'ANON-1' }])
  })
})

describe('a page that is hidden or left', () => {
  it.each(['hide', 'leave'] as const)('keeps what is under way (%s), and nothing else', async (how) => {
    const { analytics, hand } = open()
    hand(pending('exp-0'))
    await settled()
    analytics.answer = never
    hand(pending('exp-1'))
    await settled()
    page[how]()
    expect(kept()).toMatchObject({ event: '$impression', viewer: { anonymousId: 'ANON-1' } })
    expect(kept()?.handedAt).toBeUndefined()
    expect(Object.keys(page.storage)).toEqual([keyOf(pending())])
  })

  it('keeps what the site’s plugins have not let through yet', async () => {
    const { analytics, hand } = open()
    analytics.isHanging = true
    hand(pending())
    await settled()
    page.hide()
    expect(kept()).toBeDefined()
  })

  it('lets go what arrives after all', async () => {
    let answer: (answer: Answer) => void = () => undefined
    const { analytics, hand } = open()
    analytics.answer = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    hand(pending())
    await settled()
    page.hide()
    expect(kept()).toBeDefined()
    answer('taken')
    await settled()
    expect(kept()).toBeUndefined()
  })

  it('takes it out of what analytics.js stores for its next page', async () => {
    const { analytics, hand } = open()
    analytics.answer = never
    hand(pending())
    await settled()
    const itsKey = 'persisted-queue:v1:KEY:dest-Segment.io:items'
    const other = { event: { messageId: 'site-1' } }
    page.storage.setItem(itsKey, JSON.stringify([{ event: { messageId: 'exp-1' } }, other]))
    page.leave()
    expect(JSON.parse(page.storage.getItem(itsKey) ?? '')).toEqual([other])
  })

  it('reads nothing of analytics.js’s if nothing is under way', async () => {
    const { hand } = open()
    hand(pending())
    await settled()
    const getItem = jest.spyOn(page.storage.constructor.prototype as Storage, 'getItem')
    page.leave()
    expect(getItem).not.toHaveBeenCalled()
  })
})

describe('one that has waited on the device', () => {
  it('stays there, with the moment it was handed over, until it has arrived', async () => {
    const before = Date.now()
    const { analytics, hand, onDone } = open()
    analytics.answer = never
    hand(pending(), true)
    await settled()
    expect(kept()?.handedAt).toBeGreaterThanOrEqual(before)
    expect(onDone).not.toHaveBeenCalled()
  })

  it('is erased when it has arrived', async () => {
    const { hand } = open()
    hand(pending(), true)
    expect(kept()).toBeDefined()
    await settled()
    expect(kept()).toBeUndefined()
  })
})

describe('a sender that does not get through', () => {
  it('keeps the impression under way while it tries again', async () => {
    const { analytics, hand, onDone } = open()
    analytics.answer = () => 'unreachable'
    hand(pending(), true)
    await settled()
    await analytics.retry()
    expect(onDone).not.toHaveBeenCalled()
    expect(kept()).toBeDefined()
    analytics.answer = () => 'taken'
    await analytics.retry()
    await settled()
    expect(analytics.arrived).toHaveLength(1)
    expect(onDone).toHaveBeenCalledTimes(1)
    expect(kept()).toBeUndefined()
  })

  it('keeps it under way while the browser is offline', async () => {
    const { analytics, hand, onDone } = open()
    page.isOnline = false
    hand(pending())
    await settled()
    expect(onDone).not.toHaveBeenCalled()
    page.leave()
    expect(kept()).toBeDefined()
    page.isOnline = true
    await analytics.retry()
    await settled()
    expect(analytics.arrived).toHaveLength(1)
    expect(kept()).toBeUndefined()
  })

  it('sends it as nobody’s on the second try, too', async () => {
    const { analytics, hand } = open()
    analytics.answer = () => 'unreachable'
    hand(pending())
    await settled()
    analytics.visitor.userId = 'USER-2'
    analytics.answer = () => 'taken'
    await analytics.retry()
    expect(analytics.arrived).toMatchObject([{ userId: null, anonymousId: 'ANON-1' }])
  })

  it('is done with what Segment refuses', async () => {
    const { analytics, hand, onDone } = open()
    analytics.answer = () => 'refused'
    hand(pending(), true)
    await settled()
    expect(onDone).toHaveBeenCalledTimes(1)
    expect(kept()).toBeUndefined()
  })
})

describe('an analytics.js whose `track` throws', () => {
  it.failing('is handed the impression again', async () => {
    const { analytics, hand } = open()
    const track = jest.spyOn(analytics, 'track').mockImplementation(() => {
      throw new Error('broken')
    })
    expect(() => {
      hand(pending())
    }).toThrow('broken')
    track.mockRestore()
    hand(pending())
    await settled()
    expect(analytics.arrived).toHaveLength(1)
  })
})
