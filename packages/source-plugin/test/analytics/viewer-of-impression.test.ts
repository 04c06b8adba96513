import type { Viewers } from '../../src/analytics/viewers.js'
import type { ExperimentImpressionsOptions } from '../../src/options.js'
import { createAnalytics, type TestAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { openViewers, storeIds } from '../helpers/viewers.js'

const page = usePage()

const open = (options?: ExperimentImpressionsOptions) => openViewers(page, options)

const store = (userId: string | undefined, anonymousId: string): void => {
  storeIds(page, userId, anonymousId)
}

describe('the viewer of an impression', () => {
  /** Returns the final viewer of an impression, recorded on this page or an earlier one. */
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

  it('is the person that a live analytics.js had when the impression came', () => {
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    const impression = record(viewers)
    analytics.visitor.userId = 'USER-2'
    expect(impression.guessedBy).toBeUndefined()
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('stays open for an impression that doesn’t have to wait', () => {
    const { viewers, become } = open()
    const analytics = createAnalytics()
    become(analytics)
    expect(settle(viewers, analytics)).toBeNull()
  })

  it('is the person that analytics.js names as it becomes live on the same page, whatever was stored', () => {
    store('USER-OLD', 'ANON-OLD')
    const { viewers, become } = open()
    const impression = record(viewers)
    expect(impression.viewer).toMatchObject({ userId: 'USER-OLD', anonymousId: 'ANON-OLD' })
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    analytics.visitor.userId = 'USER-2'
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('is the person that an earlier page found in storage, if analytics.js keeps identities there', () => {
    store('USER-OLD', 'ANON-OLD')
    const impression = record(open().viewers)
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-OLD', anonymousId: 'ANON-OLD' })
  })

  it('is the person in storage if this page missed the moment analytics.js became live', () => {
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

  it('has no user id if storage had no anonymous id', () => {
    page.storage.setItem('ajs_user_id', '"USER-OLD"')
    const impression = record(open().viewers)
    const { viewers, become } = open()
    const analytics = createAnalytics({ userId: 'USER-1' })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ anonymousId: 'ANON-1' })
  })

  it('is the person under the key in the option, if analytics.js uses that key too', () => {
    store('USER-WRONG', 'ANON-OLD')
    page.storage.setItem('my_user', '"USER-OLD"')
    const impression = record(open({ userIdKey: 'my_user' }).viewers)
    const { viewers, become } = open({ userIdKey: 'my_user' })
    const analytics = createAnalytics({ options: { user: { cookie: { key: 'my_user' } } } })
    become(analytics)
    expect(settle(viewers, analytics, impression)).toEqual({ userId: 'USER-OLD', anonymousId: 'ANON-OLD' })
  })
})
