import type { Viewers } from '../../src/analytics/viewers.js'
import type { ExperimentImpressionsOptions } from '../../src/options.js'
import { createAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { openViewers, storeIds } from '../helpers/viewers.js'

const page = usePage()

const open = (options?: ExperimentImpressionsOptions) => openViewers(page, options)

const store = (userId: string | undefined, anonymousId: string): void => {
  storeIds(page, userId, anonymousId)
}

const load = (options: object): void => {
  page.window['analytics'] = { _loadOptions: options }
}

describe('viewer', () => {
  const idsOf = (viewers: Viewers) => {
    const { userId, anonymousId, traits } = viewers.viewer()
    return { userId, anonymousId, traits: traits?.() }
  }

  it('is the person that a live analytics.js has', () => {
    const { viewers, become } = open()
    store('USER-OLD', 'ANON-OLD')
    const analytics = createAnalytics({ userId: 'USER-1', traits: { plan: 'pro' } })
    become(analytics)
    expect(idsOf(viewers)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1', traits: { plan: 'pro' } })
    analytics.visitor.userId = 'USER-2'
    expect(idsOf(viewers).userId).toBe('USER-2')
  })

  it('is the person that analytics.js has stored, until it is live', () => {
    store('USER-1', 'ANON-1')
    expect(idsOf(open().viewers)).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1', traits: null })
  })

  it('gets the user id from the key in the option, else from the one in the snippet’s load options', () => {
    store('USER-1', 'ANON-1')
    page.storage.setItem('by_option', '"USER-2"')
    page.storage.setItem('by_load', '"USER-3"')
    load({ user: { cookie: { key: 'by_load' } } })
    expect(idsOf(open().viewers).userId).toBe('USER-3')
    expect(idsOf(open({ userIdKey: 'by_option' }).viewers).userId).toBe('USER-2')
  })

  it.each([
    [
      'the load options move identities elsewhere',
      () => {
        load({ disableClientPersistence: true })
      },
    ],
    [
      'the stored value isn’t an id',
      () => {
        page.storage.setItem('ajs_user_id', '{}')
      },
    ],
    [
      'the browser blocks cookies',
      () => {
        page.block('document')
      },
    ],
  ])('is nobody if %s', (_why, prepare) => {
    store(undefined, 'ANON-1')
    prepare()
    expect(open().viewers.viewer()).toEqual({})
  })

  it('is nobody if analytics.js throws', () => {
    const { viewers, become } = open()
    become({
      ...createAnalytics(),
      user: () => {
        throw new Error('broken')
      },
    })
    expect(viewers.viewer()).toEqual({})
  })
})

describe('anonymousId', () => {
  it('stays the first id that the page found, and is read only once', () => {
    const { viewers, become } = open()
    expect(viewers.anonymousId()).toBeUndefined()
    const analytics = createAnalytics()
    const user = jest.spyOn(analytics, 'user')
    become(analytics)
    user.mockClear()
    expect(viewers.anonymousId()).toBe('ANON-1')
    analytics.visitor.anonymousId = 'ANON-2'
    expect(viewers.anonymousId()).toBe('ANON-1')
    expect(user).toHaveBeenCalledTimes(1)
  })
})
