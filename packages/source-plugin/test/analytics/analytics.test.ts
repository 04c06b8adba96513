import { findAnalytics, writeKeyOf } from '../../src/analytics/analytics.js'
import { createAnalytics } from '../helpers/live-analytics.js'
import { createStub } from '../helpers/loading-analytics.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

describe(findAnalytics, () => {
  it('returns null if the visitor refuses', () => {
    page.window['analytics'] = createAnalytics()
    expect(findAnalytics({ instance: null })).toBeNull()
    page.window['analytics'] = null
    expect(findAnalytics({})).toBeNull()
  })

  it('returns the stub in `instance` if window has nothing', () => {
    const { stub } = createStub()
    expect(findAnalytics({ instance: stub })).toBe(stub)
  })
})

describe(writeKeyOf, () => {
  it.each<[string, Parameters<typeof writeKeyOf>[0], string | undefined]>([
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['a stub', { _writeKey: 'KEY' }, 'KEY'],
    ['an analytics.js that has loaded', { settings: { writeKey: 'KEY' } }, 'KEY'],
    ['an `AnalyticsBrowser` that loads', {}, undefined],
    ['an `AnalyticsBrowser`', { instance: { settings: { writeKey: 'KEY' } } }, 'KEY'],
    ['a disabled analytics.js behind its stub', { settings: { writeKey: '' }, _writeKey: 'KEY' }, 'KEY'],
  ])('returns the write key of %s', (_what, candidate, writeKey) => {
    expect(writeKeyOf(candidate)).toBe(writeKey)
  })
})
