import type { LiveAnalytics } from '../../src/analytics/analytics.js'
import type { ExperimentImpressionsOptions } from '../../src/options.js'
import { createViewers, type Viewers } from '../../src/analytics/viewers.js'
import { createAnalytics, type TestAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()

/** A page whose analytics.js becomes live when the test says so. */
const open = (options: ExperimentImpressionsOptions = {}) => {
  let live: LiveAnalytics | undefined
  const viewers = createViewers(options, () => live)
  return {
    viewers,
    become: (analytics: LiveAnalytics): void => {
      live = analytics
      viewers.meet()
    },
  }
}

const store = (userId: string | undefined, anonymousId: string): void => {
  if (userId) page.storage.setItem('ajs_user_id', JSON.stringify(userId))
  page.storage.setItem('ajs_anonymous_id', JSON.stringify(anonymousId))
}

const load = (options: object): void => {
  page.window['analytics'] = { _loadOptions: options }
}

describe('current', () => {
  const idsOf = (viewers: Viewers) => {
    const { userId, anonymousId, traits } = viewers.current()
    return { userId, anonymousId, traits: traits?.() }
  }

  it('is whom a live analytics.js has', () => {
    const { viewers, become } = open()
    store('USER-OLD', 'ANON-OLD')
    const analytics = createAnalytics({ userId: 'USER-1', traits: { plan: 'pro' } })
    become(analytics)
    expect(idsOf(viewers)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1', traits: { plan: 'pro' } })
    analytics.visitor.userId = 'USER-2'
    expect(idsOf(viewers).userId).toBe('USER-2')
  })

  it('is whom it has stored before', () => {
    store('USER-1', 'ANON-1')
    expect(idsOf(open().viewers)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1', traits: null })
  })

  it('reads the user id from the key in the option, else from that in the snippet’s load options', () => {
    store('USER-1', 'ANON-1')
    page.storage.setItem('by_option', '"USER-2"')
    page.storage.setItem('by_load', '"USER-3"')
    load({ user: { cookie: { key: 'by_load' } } })
    expect(idsOf(open().viewers).userId).toBe('USER-3')
    expect(idsOf(open({ userIdKey: 'by_option' }).viewers).userId).toBe('USER-2')
  })

  it.each([
    [
      'analytics.js is told to keep identities elsewhere',
      () => {
        load({ disableClientPersistence: true })
      },
    ],
    [
      'what is stored is no id',
      () => {
        page.storage.setItem('ajs_user_id', '{}')
      },
    ],
    [
      'cookies are blocked',
      () => {
        page.block('document')
      },
    ],
  ])('is nobody if %s', (_why, prepare) => {
    store(undefined, 'ANON-1')
    prepare()
    expect(open().viewers.current()).toEqual({})
  })

  it('is nobody if analytics.js throws', () => {
    const { viewers, become } = open()
    become({
      ...createAnalytics(),
      user: () => {
        throw new Error('broken')
      },
    })
    expect(viewers.current()).toEqual({})
  })
})

describe('visitor', () => {
  it('is the first anonymous id that there is, read once', () => {
    const { viewers, become } = open()
    expect(viewers.visitor()).toBeUndefined()
    const analytics = createAnalytics()
    const user = jest.spyOn(analytics, 'user')
    become(analytics)
    user.mockClear()
    expect(viewers.visitor()).toBe('ANON-1')
    analytics.visitor.anonymousId = 'ANON-2'
    expect(viewers.visitor()).toBe('ANON-1')
    expect(user).toHaveBeenCalledTimes(1)
  })
})

describe('who saw an impression', () => {
  /** Who saw it, in the end, that was recorded before analytics.js was live on this page or on an earlier one. */
  const settle = (viewers: Viewers, analytics: TestAnalytics, impression = pending()): unknown => {
    viewers.settle(impression, analytics)
    expect(impression.guessedBy).toBe(0)
    return JSON.parse(JSON.stringify(impression.viewer ?? null))
  }

  const record = (viewers: Viewers) => {
    const impression = pending()
    viewers.record(impression)
    return impression
  }

  const elsewhere = { storage: { stores: ['memory'] } }

  it('is whom analytics.js had as it came in, while live', () => {
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    const impression = record(viewers)
    analytics.visitor.userId = 'USER-2'
    expect(impression.guessedBy).toBeUndefined()
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('is not known of one that waits for nothing', () => {
    const { viewers, become } = open()
    const analytics = createAnalytics()
    become(analytics)
    expect(settle(viewers, analytics)).toBeNull()
  })

  it('is whom analytics.js has as it becomes live on the same page, whatever was stored', () => {
    store('USER-OLD', 'ANON-OLD')
    const { viewers, become } = open()
    const impression = record(viewers)
    expect(impression.viewer).toMatchObject({ userId: 'USER-OLD', anonymousId: 'ANON-OLD' })
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    analytics.visitor.userId = 'USER-2'
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('is whom an earlier page found stored, if analytics.js keeps identities there', () => {
    store('USER-OLD', 'ANON-OLD')
    const impression = record(open().viewers)
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-OLD', anonymousId: 'ANON-OLD' })
  })

  it('is whom the storage showed if nobody met analytics.js as it became live', () => {
    store('USER-OLD', 'ANON-OLD')
    const { viewers } = open()
    const impression = record(viewers)
    expect(settle(viewers, createAnalytics(), impression)).toEqual({
      userId: 'USER-OLD',
      anonymousId: 'ANON-OLD',
    })
  })

  it.each<[string, string | undefined, object]>([
    ['analytics.js keeps identities elsewhere', 'USER-OLD', { options: elsewhere }],
    [
      'analytics.js keeps user ids under another key',
      'USER-OLD',
      { options: { user: { cookie: { key: 'my_user' } } } },
    ],
  ])('has no user id if %s', (_why, userId, other) => {
    store(userId, 'ANON-OLD')
    const impression = record(open().viewers)
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1', ...other })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ anonymousId: 'ANON-1' })
  })

  it('has no user id if there was no anonymous one', () => {
    page.storage.setItem('ajs_user_id', '"USER-OLD"')
    const impression = record(open().viewers)
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ anonymousId: 'ANON-1' })
  })

  it('is whom the key in the option led to, if that is analytics.js’s own', () => {
    store('USER-WRONG', 'ANON-OLD')
    page.storage.setItem('my_user', '"USER-OLD"')
    const impression = record(open({ userIdKey: 'my_user' }).viewers)
    const { viewers, become } = open({ userIdKey: 'my_user' })
    const analytics = createAnalytics({ options: { user: { cookie: { key: 'my_user' } } } })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-OLD', anonymousId: 'ANON-OLD' })
  })
})
