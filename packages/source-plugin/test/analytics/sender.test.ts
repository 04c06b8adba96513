import { watchSender, type Passage } from '../../src/analytics/sender.js'
import type { SegmentEvent } from '../../src/analytics/analytics.js'
import type { Identity } from '../../src/analytics/stored-identity.js'
import { createAnalytics, type SegmentContext, type TestAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()

const createContext = (event: SegmentEvent): SegmentContext & { readonly levels: string[] } => {
  const levels: string[] = []
  return { event, levels, logs: () => levels.map((level) => ({ level })) }
}

/** A sender of which `exp-1` is under way, with who saw that. */
const watch = (viewer?: Identity, analytics: TestAnalytics = createAnalytics()) => {
  const passage: Passage = { impression: pending('exp-1', { viewer }), key: 'k' }
  const done = jest.fn()
  watchSender(analytics, new Map([['exp-1', passage]]), done)
  const sender = analytics.queue.plugins.find(({ name }) => name === 'Segment.io')
  return { analytics, passage, done, send: (context: SegmentContext) => sender?.track?.(context) }
}

/** Has the sender do something else. */
const sendingBy = (track: (context: SegmentContext) => unknown): TestAnalytics => {
  const analytics = createAnalytics()
  analytics.queue.plugins.splice(0, 1, { name: 'Segment.io', track })
  return analytics
}

describe(watchSender, () => {
  it('lets pass what is none of ours', async () => {
    const event = { event: 'Product Added', messageId: 'site-1' }
    const context = createContext(event)
    const { analytics, send, done } = watch()
    analytics.visitor.userId = 'USER-2'
    expect(await send(context)).toBe(context)
    expect(analytics.arrived).toMatchObject([{ messageId: 'site-1', userId: 'USER-2' }])
    expect(context.event).toBe(event)
    expect(done).not.toHaveBeenCalled()
  })

  it('calls the sender as its own method, and passes its answer on', async () => {
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
      // Whoever looks later sees what he saw before.
      expect(context.event).toBe(given)
      expect(given).toEqual({ messageId: 'exp-1', ...event })
      const [arrived] = analytics.arrived
      return [arrived?.userId, arrived?.anonymousId]
    }

    it('are those of the event', async () => {
      expect(
        await wire(
          { userId: 'HASHED', anonymousId: 'FIXED' },
          { userId: 'USER-1', anonymousId: 'ANON-1' },
          'USER-2',
        ),
      ).toEqual(['HASHED', 'FIXED'])
    })

    it('are nobody’s, whoever has logged in since', async () => {
      expect(await wire({ anonymousId: 'ANON-1' }, { anonymousId: 'ANON-1' }, 'USER-2')).toEqual([
        null,
        'ANON-1',
      ])
    })

    it('are nobody’s if nobody has logged in', async () => {
      expect(await wire({ anonymousId: 'ANON-1' }, { anonymousId: 'ANON-1' })).toEqual([null, 'ANON-1'])
    })

    it('are the viewer’s, as for a plain event, if the site has deleted the user id of who is still there', async () => {
      expect(
        await wire({ anonymousId: 'ANON-1' }, { userId: 'USER-1', anonymousId: 'ANON-1' }, 'USER-1'),
      ).toEqual(['USER-1', 'ANON-1'])
    })

    it('are nobody’s if the site has deleted the user id of who has gone', async () => {
      expect(
        await wire({ anonymousId: 'ANON-1' }, { userId: 'USER-1', anonymousId: 'ANON-1' }, 'USER-2'),
      ).toEqual([null, 'ANON-1'])
    })

    it('have the viewer’s anonymous id if the site has deleted it', async () => {
      expect(await wire({ userId: 'HASHED' }, { userId: 'USER-1', anonymousId: 'ANON-1' })).toEqual([
        'HASHED',
        'ANON-1',
      ])
    })

    it('are those that analytics.js puts in if the viewer is not known', async () => {
      const { analytics, send } = watch()
      await send(createContext({ messageId: 'exp-1' }))
      expect(analytics.arrived).toMatchObject([{ userId: null, anonymousId: 'ANON-1' }])
    })
  })

  it('hides the null from whoever reads the event while it is sent', async () => {
    const { analytics, send } = watch({ anonymousId: 'ANON-1' })
    analytics.visitor.userId = 'USER-2'
    const context = createContext({ messageId: 'exp-1', anonymousId: 'ANON-1' })
    const sent = send(context)
    expect(context.event).not.toHaveProperty('userId')
    await sent
    expect(analytics.arrived).toMatchObject([{ userId: null }])
  })

  it('says that the sender has it', async () => {
    const { passage, send } = watch()
    expect(passage.isWithSender).toBeUndefined()
    await send(createContext({ messageId: 'exp-1' }))
    expect(passage.isWithSender).toBe(true)
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
      const { passage, done, send } = watch({}, analytics)
      const context = Object.assign(createContext({ messageId: 'exp-1' }), rest)
      context.levels.push('error', 'debug')
      await send(context)
      if (done.mock.calls.length > 0) expect(done.mock.calls).toEqual([[passage]])
      return done.mock.calls.length > 0
    }

    it('gets what has arrived, whatever went wrong before', async () => {
      expect(await isDone(({ levels }) => levels.push('debug', 'warn'))).toBe(true)
    })

    it('does not get what the sender keeps to try again', async () => {
      expect(await isDone(({ levels }) => levels.push('error'))).toBe(false)
      const failedDelivery = (): undefined => undefined
      expect(await isDone(({ levels }) => levels.push('error'), { failedDelivery })).toBe(false)
    })

    it('does not get what the sender keeps offline', async () => {
      page.isOnline = false
      expect(await isDone(() => undefined)).toBe(false)
    })

    it('gets what the sender gives up', async () => {
      const failedDelivery = (): object => ({ reason: new Error('400') })
      expect(await isDone(({ levels }) => levels.push('error'), { failedDelivery })).toBe(true)
    })

    it('does not get what the sender throws at', async () => {
      const analytics = sendingBy(() => Promise.reject(new Error('broken')))
      const { done, send } = watch({}, analytics)
      await expect(send(createContext({ messageId: 'exp-1' }))).rejects.toThrow('broken')
      expect(done).not.toHaveBeenCalled()
    })
  })

  it.each([
    ['no sender, since the site has left it out', []],
    ['a sender without `track`', [{ name: 'Segment.io' }]],
  ])('leaves an analytics.js alone that has %s', (_what, plugins) => {
    const analytics = { ...createAnalytics(), queue: { plugins } }
    const before = structuredClone(plugins)
    watch({}, analytics)
    expect(plugins).toEqual(before)
  })
})
