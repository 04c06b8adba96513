import { accessibilityFindings } from '../helpers/accessibility'
import { headlines, showsOutcome, useDemoSite } from './helpers/use-demo-site'

const site = useDemoSite()

describe('the page', () => {
  it('shows foreign events as text, and keeps working', async () => {
    const page = await site.open()
    await site.arrived(1)
    const call = {
      event: '$impression',
      messageId: 'a/../?b=#\ud800',
      userId: '\ud800<img src=x onerror=alert(1)>',
      context: { page: { path: '/site/' } },
      properties: {
        flag_key: '<img src=x onerror=alert(1)>',
        variant: { toString: 1, ['__proto__']: 'x'.repeat(1e4) },
      },
    }
    await fetch(`${site.sandbox.url}/v1/track`, { method: 'POST', body: JSON.stringify(call) })
    await site.arrived(2)
    await page.waitForSelector('#impressions b:text("<img src=x")')
    expect(await page.locator('img').count()).toBe(0)
    await page.click('#change-route')
    await site.arrived(3)
    await showsOutcome(page, 'accepted')
  })

  it.each([360, 2000])('fits a window %i pixels wide', async (width) => {
    const page = await site.open()
    await page.setViewportSize({ width, height: 800 })
    for (const path of ['/site/', '/site/product', '/site/checkout']) {
      await page.evaluate(`document.querySelector('nav.shop a[href="${path}"]').click()`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
    await site.arrived(4)
  })

  it.each([360, 1000, 1440])(
    'shows what a press has made without moving anything, %i pixels wide',
    async (width) => {
      const page = await site.open()
      await page.setViewportSize({ width, height: 900 })
      await showsOutcome(page, 'accepted')
      const places = (): Promise<string> =>
        page.evaluate(`(() => {
        const box = ({ offsetTop, offsetHeight }) => [offsetTop, offsetHeight]
        return JSON.stringify([...document.querySelectorAll('.controls > .card, .rows li, .does')].map(box))
      })()`)
      const before = await places()
      // Logging out may change the variant, and above a narrow panel stands the shop.
      for (const headline of Object.values(headlines)) {
        await page.evaluate(`document.getElementById('headline').textContent = '${headline}'`)
        expect(await places()).toBe(before)
      }
      for (const press of ['#log-in', '#consent-open', '#log-out', '#consent-refused', '#log-in']) {
        await page.click(press)
        await page.evaluate('new Promise(requestAnimationFrame)')
        expect(await places()).toBe(before)
        const isInside = await page.evaluate(
          `[...document.querySelectorAll('.just-made:not([hidden])')].every((made) => made.offsetHeight <= made.closest('li').offsetHeight)`,
        )
        expect(isInside).toBe(true)
      }
      expect(await page.innerText('#log-in-made')).toMatch(/ · erased: no consent$/)
    },
  )

  it('makes every control reachable by keyboard and describes it', async () => {
    const page = await site.open()
    await site.arrived(1)
    await showsOutcome(page, 'accepted')
    await page.evaluate('document.body.tabIndex = -1; document.body.focus()')
    const reached = new Set<string>()
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab')
      reached.add(await page.evaluate('document.activeElement.id'))
    }
    const buttons: string[] = await page.evaluate(
      `[...document.querySelectorAll('.rows :is(button, a, input):not(:disabled)')].map(({ id }) => id)`,
    )
    expect(buttons).toHaveLength(12)
    expect(buttons.filter((id) => !reached.has(id))).toEqual([])
    const mute: string[] = await page.evaluate(
      `[...document.querySelectorAll('.rows :is(button, a)')]
        .filter((one) => !document.getElementById(one.getAttribute('aria-describedby'))?.textContent)
        .map(({ id }) => id)`,
    )
    expect(mute).toEqual([])
  })

  it.each(['light', 'dark'] as const)('passes axe-core in %s mode', async (colorScheme) => {
    const page = await site.open()
    await page.emulateMedia({ colorScheme })
    for (const path of ['/site/', '/site/product', '/site/checkout']) {
      await page.evaluate(`document.querySelector('nav.shop a[href="${path}"]').click()`)
      await showsOutcome(page, 'accepted')
      expect(await accessibilityFindings(page)).toEqual([])
    }
  })
})
