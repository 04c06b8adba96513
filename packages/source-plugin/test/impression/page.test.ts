import { pageOfImpression } from '../../src/impression/page.js'
import { usePage } from '../helpers/page.js'

const page = usePage()
const gone = { search: '', title: '', referrer: '' }

const onScreen = {
  url: 'https://shop.test/a?x=1',
  path: '/a',
  search: '?x=1',
  title: 'A',
  referrer: 'https://search.test/',
}

/** Epoch ms by the device's clock. */
const now = Date.UTC(2026, 10, 23)
const HOUR = 36e5

describe(pageOfImpression, () => {
  beforeEach(() => {
    jest.useFakeTimers({ now })
    Object.assign(page, { href: 'https://shop.test/a?x=1#top', title: 'A', referrer: 'https://search.test/' })
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  it.each([['https://shop.test/a'], [undefined], [7], [null]])(
    'is the page on the screen for the url %j',
    (url) => {
      expect(pageOfImpression(url, Date.now())).toEqual(onScreen)
    },
  )

  it('is the url’s page, without other details, once the visitor has left that page', () => {
    expect(pageOfImpression('https://shop.test/b#top', Date.now())).toEqual({
      url: 'https://shop.test/b',
      path: '/b',
      ...gone,
    })
  })

  it('is the url’s page if the visitor has reloaded the address since', () => {
    jest.advanceTimersByTime(5000)
    expect(pageOfImpression('https://shop.test/a', now)).toEqual(onScreen)
    expect(pageOfImpression('https://shop.test/a', now - 1)).toEqual({
      url: 'https://shop.test/a',
      path: '/a',
      ...gone,
    })
  })

  it.each([
    ['back', -HOUR],
    ['forward', HOUR],
  ])('is the page on the screen if the clock was set %s since', (_way, by) => {
    jest.advanceTimersByTime(5000)
    jest.setSystemTime(Date.now() + by)
    expect(pageOfImpression('https://shop.test/a', Date.now())).toEqual(onScreen)
    // By the new clock, this was shown before the page began.
    expect(pageOfImpression('https://shop.test/a', Date.now() - 5001).title).toBe('')
  })

  it('throws if the url is invalid', () => {
    expect(() => pageOfImpression('about', Date.now())).toThrow('Invalid URL')
  })
})
