import { watchSender, type InFlight } from '../../src/analytics/sender.js'
import type { SegmentEvent } from '../../src/analytics/analytics.js'
import type { Identity } from '../../src/impression/pending-impression.js'
import { createAnalytics, type SegmentContext, type TestAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()

const createContext = (event: SegmentEvent): SegmentContext & { readonly levels: string[] } => {
  const levels: string[] = []
  return { event, levels, logs: () => levels.map((level) => ({ level })) }
}

/** Watches a sender while `exp-1` is in flight, with this viewer. */
const watch = (viewer?: Identity, analytics: TestAnalytics = createAnalytics()) => {
  const item: InFlight = { impression: pending('exp-1', { viewer }), key: 'k' }
  const done = jest.fn()
  watchSender(analytics, new Map([['exp-1', item]]), done)
  const sender = analytics.queue.plugins.find(({ name }) => name === 'Segment.io')
  return { analytics, item, done, send: (context: SegmentContext) => sender?.track?.(context) }
}

/** Creates an analytics.js with another sender. */
const sendingBy = (track: (context: SegmentContext) => unknown): TestAnalytics => {
  const analytics = createAnalytics()
  analytics.queue.plugins.splice(0, 1, { name: 'Segment.io', track })
  return analytics
}

describe(watchSender, () => {
  it('passes other events through', async () => {
    const event = { event: 'Product Added', messageId: 'site-1' }
    const context = createContext(event)
    const { analytics, send, done } = watch()
    analytics.visitor.userId = 'USER-2'
    expect(await send(context)).toBe(context)
    expect(analytics.arrived).toMatchObject([{ messageId: 'site-1', userId: 'USER-2' }])
    expect(context.event).toBe(event)
    expect(done).not.toHaveBeenCalled()
  })

  it('calls the sender as its own method, and returns its result', async () => {
    const analytics = sendingBy(function (this: unknown) {
      return Promise.resolve(this)
    })
    expect(await watch({}, analytics).send(createContext({ messageId: 'exp-1' }))).toBe(
      analytics.queue.plugins[0],
    )
  })

  describe('the ids on the wire', () => {
    const wire = async (event: SegmentEvent, viewer: Identity, userId?: string): Promise<unknown> => {
      const { analytics, send } = watch(viewer)
      analytics.visitor.userId = userId
      analytics.visitor.anonymousId = 'ANON-NOW'
      const given = { messageId: 'exp-1', ...event }
      const context = createContext(given)
      await send(context)
      // Later readers see the event as it was.
      expect(context.event).toBe(given)
      expect(given).toEqual({ messageId: 'exp-1', ...event })
      const [arrived] = analytics.arrived
      return [arrived?.userId, arrived?.anonymousId]
    }

    it('are the ids of the event', async () => {
      expect(
        await wire(
          { userId: 'HASHED', anonymousId: 'FIXED' },
          { userId: 'USER-1', anonymousId: 'ANON-1' },
          'USER-2',
        ),
      ).toEqual(['HASHED', 'FIXED'])
    })

    it('name nobody, even if somebody has logged in since', async () => {
      expect(await wire({ anonymousId: 'ANON-1' }, { anonymousId: 'ANON-1' }, 'USER-2')).toEqual([
        null,
        'ANON-1',
      ])
    })

    it('name nobody if nobody has logged in', async () => {
      expect(await wire({ anonymousId: 'ANON-1' }, { anonymousId: 'ANON-1' })).toEqual([null, 'ANON-1'])
    })

    it('name the viewer, as for a plain event, if the site deleted the user id and the viewer is still there', async () => {
      expect(
        await wire({ anonymousId: 'ANON-1' }, { userId: 'USER-1', anonymousId: 'ANON-1' }, 'USER-1'),
      ).toEqual(['USER-1', 'ANON-1'])
    })

    it('name nobody if the site deleted the user id and the viewer has gone', async () => {
      expect(
        await wire({ anonymousId: 'ANON-1' }, { userId: 'USER-1', anonymousId: 'ANON-1' }, 'USER-2'),
      ).toEqual([null, 'ANON-1'])
    })

    it('include the viewer’s anonymous id if the site deleted it', async () => {
      expect(await wire({ userId: 'HASHED' }, { userId: 'USER-1', anonymousId: 'ANON-1' })).toEqual([
        'HASHED',
        'ANON-1',
      ])
    })

    it('are the ids that analytics.js adds if the viewer is unknown', async () => {
      const { analytics, send } = watch()
      await send(createContext({ messageId: 'exp-1' }))
      expect(analytics.arrived).toMatchObject([{ userId: null, anonymousId: 'ANON-1' }])
    })
  })

  it('hides the null from code that reads the event while it is sent', async () => {
    const { analytics, send } = watch({ anonymousId: 'ANON-1' })
    analytics.visitor.userId = 'USER-2'
    const context = createContext({ messageId: 'exp-1', anonymousId: 'ANON-1' })
    const sent = send(context)
    expect(context.event).not.toHaveProperty('userId')
    await sent
    expect(analytics.arrived).toMatchObject([{ userId: null }])
  })

  it('marks the impression as with the sender', async () => {
    const { item, send } = watch()
    expect(item.isWithSender).toBeUndefined()
    await send(createContext({ messageId: 'exp-1' }))
    expect(item.isWithSender).toBe(true)
  })

  describe('done', () => {
    const isDone = async (
      track: (context: ReturnType<typeof createContext>) => void,
      rest: Partial<SegmentContext> = {},
    ): Promise<boolean> => {
      const analytics = sendingBy((context) => {
        track(context as ReturnType<typeof createContext>)
        return Promise.resolve(context)
      })
      const { item, done, send } = watch({}, analytics)
      const context = Object.assign(createContext({ messageId: 'exp-1' }), rest)
      context.levels.push('error', 'debug')
      await send(context)
      if (done.mock.calls.length > 0) expect(done.mock.calls).toEqual([[item]])
      return done.mock.calls.length > 0
    }

    it('gets an impression that has arrived, whatever went wrong before', async () => {
      expect(await isDone(({ levels }) => levels.push('debug', 'warn'))).toBe(true)
    })

    it('doesn’t get an impression that the sender keeps to retry', async () => {
      expect(await isDone(({ levels }) => levels.push('error'))).toBe(false)
      const failedDelivery = (): undefined => undefined
      expect(await isDone(({ levels }) => levels.push('error'), { failedDelivery })).toBe(false)
    })

    it('doesn’t get an impression that the sender keeps while offline', async () => {
      page.isOnline = false
      expect(await isDone(() => undefined)).toBe(false)
    })

    it('gets an impression that the sender gives up', async () => {
      const failedDelivery = (): object => ({ reason: new Error('400') })
      expect(await isDone(({ levels }) => levels.push('error'), { failedDelivery })).toBe(true)
    })

    it('doesn’t get an impression if the sender throws', async () => {
      const analytics = sendingBy(() => Promise.reject(new Error('broken')))
      const { done, send } = watch({}, analytics)
      await expect(send(createContext({ messageId: 'exp-1' }))).rejects.toThrow('broken')
      expect(done).not.toHaveBeenCalled()
    })
  })

  it.each([
    ['no sender because the site has removed it', []],
    ['a sender without `track`', [{ name: 'Segment.io' }]],
  ])('leaves analytics.js alone if it has %s', (_what, plugins) => {
    const analytics = { ...createAnalytics(), queue: { plugins } }
    const before = structuredClone(plugins)
    watch({}, analytics)
    expect(plugins).toEqual(before)
  })
})
