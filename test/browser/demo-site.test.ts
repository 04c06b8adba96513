import { startSandbox, type EventRecord, type Sandbox } from '@experiment-impressions/sandbox'
import type { Page } from 'playwright-core'
import { accessibilityFindings } from '../helpers/accessibility'
import { useStage } from './helpers/stage'
import { until } from '../helpers/until'

/** The demo site as it stands, on the real sandbox: each test does what one button of its panel is for. */

const stage = useStage()
let sandbox: Sandbox
/** Requests to anywhere but the sandbox: there must be none. */
let foreign: string[]
/** What the pages' Content-Security-Policy stopped, and their other complaints. */
let complaints: string[]

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, retryDelaysMs: [0] })
  foreign = []
  complaints = []
  stage.visitor.on('request', (request) => {
    if (!request.url().startsWith(sandbox.url)) foreign.push(request.url())
  })
  stage.visitor.on('console', (message) => {
    if (/Content Security Policy|Error|Uncaught/.test(message.text())) complaints.push(message.text())
  })
})
afterEach(async () => {
  await sandbox.close()
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
})

const isStarted = (page: Page): Promise<unknown> =>
  page.waitForSelector('html[data-started]', { state: 'attached' })

async function open(path = '/site/'): Promise<Page> {
  const page = await stage.newPage()
  await page.goto(`${sandbox.url}${path}`)
  await isStarted(page)
  return page
}

/** Does something that loads the page anew, and waits until the shop has shown its variant again. */
async function reloading(page: Page, action: () => Promise<unknown>): Promise<void> {
  await page.evaluate(`delete document.documentElement.dataset.started`)
  await action()
  await isStarted(page)
}

/** The first so many events that the sandbox received, with their outcome. */
async function arrived(count: number): Promise<readonly EventRecord[]> {
  await until(
    () => sandbox.events().length >= count,
    () => `${String(sandbox.events().length)} of ${String(count)} events have arrived`,
  )
  await sandbox.settled()
  expect(sandbox.events()).toHaveLength(count)
  return sandbox.events()
}

/** As the list says it, newest first. */
const listed = (page: Page, outcome: string): Promise<string[]> =>
  page.locator(`#impressions .${outcome} .what`).allInnerTexts()

const showsOutcome = (page: Page, outcome: string): Promise<unknown> =>
  page.waitForSelector(`#impressions li:first-child.${outcome}`)

/** Not by `waitForFunction`, which needs `eval` and so is against the page's policy. */
const showsAccepted = (page: Page, count: number): Promise<unknown> =>
  until(async () => (await listed(page, 'accepted')).length === count)

const countWaiting = (page: Page): Promise<number> =>
  page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:')).length`)

const variantOf = ({ pre }: EventRecord): unknown => (pre['properties'] as Record<string, unknown>)['variant']
const propertyOf = (record: EventRecord): unknown =>
  record.userProperties?.after['[Experiment] hero-headline']
const pageOf = ({ pre }: EventRecord): unknown =>
  (pre['context'] as { readonly page: Record<string, unknown> }).page['path']

/** Sends an event of the page's own and waits for it: what was to be sent before has been sent by then. */
async function flushWith(page: Page, event: string): Promise<void> {
  const sent = page.waitForResponse(
    (response) => response.url().endsWith('/v1/t') && (response.request().postData() ?? '').includes(event),
  )
  await page.evaluate(`analytics.track(${JSON.stringify(event)}); undefined`)
  await sent
}

describe('the shop', () => {
  it('shows a variant and takes the impression to a user property, with a link to both', async () => {
    const page = await open()
    const [record] = await arrived(1)
    const variant = variantOf(record as EventRecord)
    expect(record).toMatchObject({
      outcome: 'accepted',
      issues: [],
      pre: { event: '$impression', properties: { flag_key: 'hero-headline', experiment_key: 'exp-1' } },
      post: { event_type: '[Experiment] Impression' },
    })
    expect(propertyOf(record as EventRecord)).toBe(variant)
    expect(await page.textContent('#headline')).toBe(
      variant === 'treatment' ? 'Three minutes that are only yours.' : 'Tea, slowly made.',
    )
    await showsOutcome(page, 'accepted')
    const device = String(record?.pre['anonymousId'])
    expect(await page.getAttribute('#last-state', 'href')).toBe(`/#/stream/${String(record?.id)}`)
    expect(await page.getAttribute('#impressions .event', 'href')).toBe(`/#/stream/${String(record?.id)}`)
    expect(await page.getAttribute('#who', 'href')).toBe(`/#/people/${device}`)
    expect(await page.textContent('#segment-state')).toBe('live')
  })

  it('leaves some people out, whose impressions have no variant', async () => {
    const page = await open('/site/product')
    let records = await arrived(1)
    // Half of the visitors: not one in twenty would be another kind of news.
    while (variantOf(records.at(-1) as EventRecord) !== undefined && records.length < 20) {
      await reloading(page, () => page.click('#new-visitor'))
      records = await arrived(records.length + 1)
    }
    expect(new Set(records.map(({ pre }) => pre['anonymousId'])).size).toBe(records.length)
    expect(records.at(-1)).toMatchObject({
      outcome: 'accepted',
      post: { user_properties: { $unset: expect.anything() as unknown } },
    })
    expect(await page.textContent('#buy')).toBe('Add to basket')
    // Time for twenty.
  }, 240_000)

  it('sells', async () => {
    const page = await open('/site/product')
    await page.click('#buy')
    await page.click('#pay')
    expect(await page.textContent('#thanks')).toMatch(/^Thank you/)
  })
})

describe('the panel', () => {
  it('“New visitor” starts over as somebody else', async () => {
    const page = await open()
    await arrived(1)
    // Whatever is still at work in a page that is being left may ask who the visitor is.
    await page.evaluate(`addEventListener('beforeunload', () => { analytics.user().anonymousId() })`)
    await reloading(page, () => page.click('#new-visitor'))
    const [one, other] = await arrived(2)
    expect(other?.pre['anonymousId']).not.toBe(one?.pre['anonymousId'])
    expect(await page.evaluate('document.activeElement.id')).toBe('new-visitor')
  })

  it('“Log in” and “Log out” change the person, and the feature flag with them', async () => {
    const page = await open('/site/checkout')
    await arrived(1)
    expect(await page.isVisible('#express')).toBe(false)
    await page.fill('#name', 'Ada Lovelace')
    await page.click('#log-in')
    expect(await page.isVisible('#express')).toBe(true)
    expect(await page.textContent('#who')).toBe('customer-ada-lovelace')
    await page.click('#log-out')
    expect(await page.isVisible('#express')).toBe(false)
    const [anonymous, ada, next] = await arrived(3)
    expect(anonymous).toMatchObject({ pre: { event: '$exposure', userId: null }, outcome: 'accepted' })
    expect(ada).toMatchObject({
      pre: { event: '$exposure', userId: 'customer-ada-lovelace', properties: { variant: 'on' } },
      post: { event_type: '[Experiment] Exposure', user_id: 'customer-ada-lovelace' },
      outcome: 'accepted',
    })
    expect(next?.pre).toMatchObject({ event: '$exposure', userId: null })
    expect(next?.pre['anonymousId']).not.toBe(anonymous?.pre['anonymousId'])
    expect(sandbox.user('customer-ada-lovelace')?.userProperties).toEqual({
      '[Experiment] express-checkout': 'on',
    })
    expect(await page.textContent('#who')).toMatch(/^anonymous /)
  })

  it('“Log in” takes any name, and shows it as text', async () => {
    const page = await open()
    await arrived(1)
    const name = '<img src=x onerror=alert(1)>"\'>'
    await page.fill('#name', name)
    await page.click('#log-in')
    const records = await arrived(2)
    expect(records.at(-1)).toMatchObject({
      outcome: 'accepted',
      pre: { userId: expect.stringContaining('<img') as unknown },
    })
    expect(await page.textContent('#greeting')).toBe(`Hello, ${name}`)
    await showsOutcome(page, 'accepted')
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.getAttribute('#who', 'href')).toMatch(/^\/#\/people\/customer-%3Cimg-src/)
  })

  it('“Change route” shows each page’s variant without a reload', async () => {
    const page = await open()
    await page.evaluate('window.isTheSame = true')
    await arrived(1)
    // Requests that are on their way together may overtake one another.
    for (const count of [2, 3, 4]) {
      await page.click('#change-route')
      await arrived(count)
    }
    expect(sandbox.events().map(pageOf)).toEqual(['/site/', '/site/product', '/site/checkout', '/site/'])
    expect(await page.evaluate('isTheSame')).toBe(true)
    await page.goBack()
    await until(async () => (await page.title()) === 'Checkout · Little Kettle')
  })

  it('“Second tab” is the same visitor, and each showing arrives once', async () => {
    const page = await open()
    await arrived(1)
    const [second] = await Promise.all([stage.visitor.waitForEvent('page'), page.click('#second-tab')])
    await isStarted(second)
    const [one, other] = await arrived(2)
    expect(other?.pre['anonymousId']).toBe(one?.pre['anonymousId'])
    expect(other?.id).not.toBe(one?.id)
    await showsAccepted(page, 2)
    await page.click('#consent-refused')
    await second.waitForSelector('#consent-state:text-is("refused")')
  })

  it('“Leave at once” loses nothing', async () => {
    const page = await open()
    await arrived(1)
    // Before analytics.js has asked for anything, the impression would wait for the visitor to come back.
    const isSent = page.waitForRequest('**/v1/t')
    await page.route('**/site/left', async (route) => {
      await isSent
      await route.continue()
    })
    await page.click('#leave')
    await page.waitForURL('**/site/left')
    await arrived(2)
    await showsAccepted(page, 2)
    await page.click('text=Back to the shop')
    await isStarted(page)
    expect((await arrived(3)).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  it('“Late” keeps impressions on the device, and “Given” sends them with their own page', async () => {
    const page = await open()
    await arrived(1)
    await page.click('#consent-open')
    await page.click('#change-route')
    await showsOutcome(page, 'waiting')
    expect(await countWaiting(page)).toBe(1)
    expect(await page.textContent('#last-state')).toMatch(/^buy-button → .*: waits$/)
    await page.click('nav.shop a:first-child')
    expect(await countWaiting(page)).toBe(2)
    expect(sandbox.events()).toHaveLength(1)
    await page.click('#consent-given')
    const records = await arrived(3)
    // The two that waited are sent together, and may overtake one another.
    expect(records.map(pageOf).sort()).toEqual(['/site/', '/site/', '/site/product'])
    await showsAccepted(page, 3)
    expect(await countWaiting(page)).toBe(0)
  })

  it('“Refused” erases what waits and what comes', async () => {
    const page = await open()
    await arrived(1)
    await page.click('#consent-open')
    await page.click('#change-route')
    await showsOutcome(page, 'waiting')
    await page.click('#consent-refused')
    await showsOutcome(page, 'erased')
    expect(await countWaiting(page)).toBe(0)
    await page.click('nav.shop a:first-child')
    await until(async () => (await listed(page, 'erased')).length === 2)
    expect(await page.locator('#impressions .erased a').count()).toBe(0)
    await page.click('#consent-given')
    await flushWith(page, 'Last')
    expect(sandbox.events()).toHaveLength(1)
  })

  it('“Refused” lets nothing else of the visitor out either', async () => {
    const page = await open()
    await arrived(1)
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

  it('“Blocked” keeps impressions on the device until Segment works again', async () => {
    const page = await open()
    await arrived(1)
    await reloading(page, () => page.click('#segment-blocked'))
    await showsOutcome(page, 'waiting')
    await page.waitForSelector('#segment-state:text-matches("^blocked")')
    expect(await page.textContent('#headline')).not.toBe('')
    expect(sandbox.events()).toHaveLength(1)
    expect(await page.evaluate('document.activeElement.id')).toBe('segment-blocked')
    // What the browser says of a script that is not there.
    complaints.length = 0
    await reloading(page, () => page.click('#segment-works'))
    const records = await arrived(3)
    expect(new Set(records.map(({ pre }) => pre['anonymousId'])).size).toBe(1)
    expect(await countWaiting(page)).toBe(0)
  })

  it('“Slow” shows variants at once and sends them when analytics.js has come', async () => {
    const page = await open()
    await arrived(1)
    let letCome = (): void => undefined
    const isToCome = new Promise<void>((resolve) => (letCome = resolve))
    await page.route('**/site/slow/analytics.js/**', async (route) => {
      await isToCome
      await route.continue()
    })
    await reloading(page, () => page.click('#segment-slow'))
    await showsOutcome(page, 'waiting')
    expect(await page.textContent('#segment-state')).toBe('slow: analytics.js is on its way')
    expect(sandbox.events()).toHaveLength(1)
    letCome()
    await arrived(2)
    await page.waitForSelector('#segment-state:text-is("live")')
    await showsOutcome(page, 'accepted')
  })

  it('says so while the sandbox does not answer', async () => {
    const page = await open()
    await arrived(1)
    await page.route('**/api/stream', (route) => route.abort())
    await sandbox.close()
    await page.waitForSelector('#disconnected:not([hidden])')
    expect(await page.textContent('#disconnected')).toMatch(/does not answer/)
    // What the browser says of a server that is not there.
    await page.close()
    complaints.length = 0
  })
})

describe('the page', () => {
  it('shows what anybody else posts as text, and goes on', async () => {
    const page = await open()
    await arrived(1)
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
    await fetch(`${sandbox.url}/v1/track`, { method: 'POST', body: JSON.stringify(call) })
    await arrived(2)
    await page.waitForSelector('#impressions b:text("<img src=x")')
    expect(await page.locator('img').count()).toBe(0)
    await page.click('#change-route')
    await arrived(3)
    await showsOutcome(page, 'accepted')
  })

  it.each([360, 2000])('fits a window of %i pixels', async (width) => {
    const page = await open()
    await page.setViewportSize({ width, height: 800 })
    for (const path of ['/site/', '/site/product', '/site/checkout']) {
      await page.evaluate(`document.querySelector('nav.shop a[href="${path}"]').click()`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
    await arrived(4)
  })

  it('reaches every control with the keyboard, and each says what it does', async () => {
    const page = await open()
    await arrived(1)
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

  it.each(['light', 'dark'] as const)('has nothing that axe-core finds, in %s', async (colorScheme) => {
    const page = await open()
    await page.emulateMedia({ colorScheme })
    for (const path of ['/site/', '/site/product', '/site/checkout']) {
      await page.evaluate(`document.querySelector('nav.shop a[href="${path}"]').click()`)
      await showsOutcome(page, 'accepted')
      expect(await accessibilityFindings(page)).toEqual([])
    }
  })
})
