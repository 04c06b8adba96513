import { pageOfImpression } from '../src/page.js'
import { usePage } from './helpers/page.js'

const page = usePage()
const gone = { search: '', title: '', referrer: '' }

describe(pageOfImpression, () => {
  beforeEach(() => {
    Object.assign(page, { href: 'https://shop.test/a?x=1#top', title: 'A', referrer: 'https://search.test/' })
  })

  it.each([['https://shop.test/a'], [undefined], [7], [null]])(
    'is the page on the screen for the url %j',
    (url) => {
      expect(pageOfImpression(url, Date.now())).toEqual({
        url: 'https://shop.test/a?x=1',
        path: '/a',
        search: '?x=1',
        title: 'A',
        referrer: 'https://search.test/',
      })
    },
  )

  it('is the url’s page, of which nothing else is known, once the visitor has gone on', () => {
    expect(pageOfImpression('https://shop.test/b#top', Date.now())).toEqual({
      url: 'https://shop.test/b',
      path: '/b',
      ...gone,
    })
  })

  it('is the url’s page where the same address was loaded again since', () => {
    expect(pageOfImpression('https://shop.test/a', Date.now() - performance.now() - 1000)).toEqual({
      url: 'https://shop.test/a',
      path: '/a',
      ...gone,
    })
  })

  it.each([-36e5, 36e5])('is the page on the screen where the clock was set by %d ms since', (shift) => {
    const now = Date.now() + shift
    jest.spyOn(Date, 'now').mockReturnValue(now)
    expect(pageOfImpression('https://shop.test/a', now)).toMatchObject({ title: 'A', search: '?x=1' })
    jest.restoreAllMocks()
  })
})
