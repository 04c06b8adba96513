import { code, html, plugin, snippet } from './helpers/page-parts'
import { useStage } from './helpers/stage'

const stage = useStage()

const HOUR = 36e5

/** Lets the test set the page's clock while it is open, as the system does. */
const clock = code(`
  const RealDate = Date
  let shift = 0
  window.setClock = (ms) => { shift = ms }
  window.Date = class extends RealDate {
    constructor(...args) { args.length ? super(...args) : super(RealDate.now() + shift) }
    static now() { return RealDate.now() + shift }
  }`)

describe('a clock that somebody sets while the page is open', () => {
  it.each([
    ['back', -HOUR],
    ['forward', HOUR],
  ])('%s doesn’t change an impression’s page, title, search, referrer and campaign', async (_way, shift) => {
    const { site } = stage
    site.page('/from', html(`<a href="/shop?utm_source=x">Shop</a>`))
    site.page('/shop', html(clock, snippet(), plugin()))
    const page = await stage.newPage()
    await page.goto(site.url('/from'))
    await page.click('a')
    await page.waitForFunction('window.analytics && analytics.initialized')
    await page.evaluate(`setClock(${String(shift)})`)
    await page.evaluate(`experimentIntegration.track({
      eventType: '$impression',
      eventProperties: { flag_key: 'hero-headline', time: Date.now(), metadata: { url: location.origin + location.pathname } },
    })`)
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.context.page).toEqual({
      path: '/shop',
      referrer: site.url('/from'),
      search: '?utm_source=x',
      title: 'Shop',
      url: site.url('/shop?utm_source=x'),
    })
    expect(impression?.context.campaign).toEqual({ source: 'x' })
  })
})
