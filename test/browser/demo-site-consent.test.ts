import { until } from '../helpers/until'
import { countWaiting } from './helpers/outbox'
import {
  flushWith,
  listed,
  pathOf,
  reloading,
  saysBeside,
  showsAccepted,
  showsOutcome,
  useDemoSite,
} from './helpers/use-demo-site'

const site = useDemoSite()

describe('the consent switch', () => {
  it('keeps impressions on the device with “Late”, and sends them with their own page after “Given”', async () => {
    const page = await site.open()
    await site.arrived(1)
    await page.click('#consent-open')
    await page.click('#change-route')
    await showsOutcome(page, 'waiting')
    expect(await countWaiting(page)).toBe(1)
    expect(await page.textContent('[role=status] #last-state')).toMatch(/^buy-button → .*: waiting$/)
    const variant = (await page.innerText('[data-flag="buy-button"]')).split(' → ')[1] ?? ''
    const made = `$impression → buy-button / ${variant}`
    expect(await saysBeside(page, '#change-route', `${made} · waiting for consent`)).toBeNull()
    await page.click('nav.shop a:first-child')
    expect(await countWaiting(page)).toBe(2)
    expect(site.sandbox.events()).toHaveLength(1)
    await page.click('#consent-given')
    const records = await site.arrived(3)
    // The two waiting impressions leave together, and may arrive in either order.
    expect(records.map(pathOf).sort()).toEqual(['/site/', '/site/', '/site/product'])
    await showsAccepted(page, 3)
    expect(await countWaiting(page)).toBe(0)
    expect(await page.innerText('[role=status] #last-state')).toMatch(/: accepted$/)
  })

  it('erases waiting and new impressions with “Refused”', async () => {
    const page = await site.open()
    await site.arrived(1)
    await page.click('#consent-open')
    await page.click('#change-route')
    await showsOutcome(page, 'waiting')
    await page.click('#consent-refused')
    await showsOutcome(page, 'erased')
    expect(await saysBeside(page, 'buy-button', '$impression · erased: no consent')).toBeNull()
    expect(await page.innerText('#change-route-made')).toMatch(/ · erased: no consent$/)
    expect(await countWaiting(page)).toBe(0)
    await page.click('nav.shop a:first-child')
    await until(async () => (await listed(page, 'erased')).length === 2)
    expect(await page.locator('#impressions .erased a').count()).toBe(0)
    await page.click('#consent-given')
    await flushWith(page, 'Last')
    expect(site.sandbox.events()).toHaveLength(1)
  })

  it('sends nothing else about the visitor with “Refused”', async () => {
    const page = await site.open()
    await site.arrived(1)
    await page.click('#consent-refused')
    const calls: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') calls.push(request.url())
    })
    await page.click('#log-in')
    await page.click('#log-out')
    await page.click('#consent-given')
    await flushWith(page, 'Last')
    expect(calls).toHaveLength(1)
  })
})

describe('the Segment switch', () => {
  it('keeps impressions on the device with “Blocked” until Segment works again', async () => {
    const page = await site.open()
    await site.arrived(1)
    await reloading(page, () => page.click('#segment-blocked'))
    await showsOutcome(page, 'waiting')
    await page.waitForSelector('#segment-state:text-matches("^blocked")')
    expect(await page.textContent('#headline')).not.toBe('')
    expect(site.sandbox.events()).toHaveLength(1)
    expect(await page.evaluate('document.activeElement.id')).toBe('segment-blocked')
    expect(await page.innerText('#segment-blocked-made')).toMatch(/^\$impression → .* · waiting for Segment$/)
    // The browser complains about the missing script.
    site.complaints.length = 0
    await reloading(page, () => page.click('#segment-works'))
    const records = await site.arrived(3)
    expect(new Set(records.map(({ pre }) => pre['anonymousId'])).size).toBe(1)
    expect(await countWaiting(page)).toBe(0)
  })

  it('shows variants at once with “Slow”, and sends them when analytics.js has loaded', async () => {
    const page = await site.open()
    await site.arrived(1)
    let letCome = (): void => undefined
    const isToCome = new Promise<void>((resolve) => (letCome = resolve))
    await page.route('**/site/slow/analytics.js/**', async (route) => {
      await isToCome
      await route.continue()
    })
    await reloading(page, () => page.click('#segment-slow'))
    await showsOutcome(page, 'waiting')
    expect(await page.textContent('#segment-state')).toBe('slow: analytics.js is on its way')
    expect(site.sandbox.events()).toHaveLength(1)
    letCome()
    await site.arrived(2)
    await page.waitForSelector('#segment-state:text-is("live")')
    await showsOutcome(page, 'accepted')
  })

  it('shows that the sandbox doesn’t answer', async () => {
    const page = await site.open()
    await site.arrived(1)
    await page.route('**/api/stream', (route) => route.abort())
    await site.sandbox.close()
    await page.waitForSelector('#disconnected:not([hidden])')
    expect(await page.textContent('#disconnected')).toMatch(/isn’t responding/)
    // The browser complains about the missing server.
    await page.close()
    site.complaints.length = 0
  })
})
