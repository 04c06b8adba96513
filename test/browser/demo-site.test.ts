import { type EventRecord } from '@experiment-impressions/sandbox'
import { until } from '../helpers/until'
import {
  headlines,
  isStarted,
  pathOf,
  reloading,
  saysBeside,
  showsAccepted,
  showsOutcome,
  useDemoSite,
} from './helpers/use-demo-site'

const site = useDemoSite()

const variantOf = ({ pre }: EventRecord): unknown => (pre['properties'] as Record<string, unknown>)['variant']
const propertyOf = (record: EventRecord): unknown =>
  record.userProperties?.after['[Experiment] hero-headline']

describe('the shop', () => {
  it('shows a variant, turns its impression into a user property, and links to both', async () => {
    const page = await site.open()
    const [record] = await site.arrived(1)
    const variant = variantOf(record as EventRecord)
    expect(record).toMatchObject({
      outcome: 'accepted',
      issues: [],
      pre: { event: '$impression', properties: { flag_key: 'hero-headline', experiment_key: 'exp-1' } },
      post: { event_type: '[Experiment] Impression' },
    })
    expect(propertyOf(record as EventRecord)).toBe(variant)
    expect(await page.textContent('#headline')).toBe(
      variant === 'treatment' ? headlines.treatment : headlines.control,
    )
    await showsOutcome(page, 'accepted')
    const device = String(record?.pre['anonymousId'])
    expect(await page.getAttribute('#last-state', 'href')).toBe(`/#/stream/${String(record?.id)}`)
    expect(await page.getAttribute('#impressions .event', 'href')).toBe(`/#/stream/${String(record?.id)}`)
    expect(await page.getAttribute('#who', 'href')).toBe(`/#/people/${device}`)
    expect(await page.textContent('#segment-state')).toBe('live')
    expect(await saysBeside(page, 'hero-headline', '$impression · accepted')).toBe(
      `/#/stream/${String(record?.id)}`,
    )
  })

  it('leaves some people out, and sends their impressions without a variant', async () => {
    const page = await site.open('/site/product')
    let records = await site.arrived(1)
    // Half of all visitors are out, so none among twenty would be a bug.
    while (variantOf(records.at(-1) as EventRecord) !== undefined && records.length < 20) {
      await reloading(page, () => page.click('#new-visitor'))
      records = await site.arrived(records.length + 1)
    }
    expect(new Set(records.map(({ pre }) => pre['anonymousId'])).size).toBe(records.length)
    expect(records.at(-1)).toMatchObject({
      outcome: 'accepted',
      post: { user_properties: { $unset: expect.anything() as unknown } },
    })
    expect(await page.textContent('#buy')).toBe('Add to basket')
    // Enough time for twenty visitors.
  }, 240_000)

  it('completes an order', async () => {
    const page = await site.open('/site/product')
    await page.click('#buy')
    await page.click('#pay')
    expect(await page.textContent('#thanks')).toMatch(/^Thank you/)
  })
})

describe('the panel', () => {
  it('starts over as somebody else with “New visitor”', async () => {
    const page = await site.open()
    await site.arrived(1)
    // Code that still runs while the page closes may read the visitor's id.
    await page.evaluate(`addEventListener('beforeunload', () => { analytics.user().anonymousId() })`)
    await reloading(page, () => page.click('#new-visitor'))
    const [one, other] = await site.arrived(2)
    expect(other?.pre['anonymousId']).not.toBe(one?.pre['anonymousId'])
    expect(await page.evaluate('document.activeElement.id')).toBe('new-visitor')
    const made = `$impression → hero-headline / ${String(variantOf(other as EventRecord))} · accepted`
    expect(await saysBeside(page, '#new-visitor', made)).toBe(`/#/stream/${String(other?.id)}`)
  })

  it('changes the person and the feature flag with “Log in” and “Log out”', async () => {
    const page = await site.open('/site/checkout')
    await site.arrived(1)
    expect(await page.isVisible('#express')).toBe(false)
    await page.fill('#name', 'Ada Lovelace')
    await page.click('#log-in')
    expect(await page.isVisible('#express')).toBe(true)
    expect(await page.textContent('#who')).toBe('customer-ada-lovelace')
    await saysBeside(page, '#log-in', '$exposure → express-checkout / on · accepted')
    await page.click('#log-out')
    expect(await page.isVisible('#express')).toBe(false)
    const [anonymous, ada, next] = await site.arrived(3)
    expect(anonymous).toMatchObject({ pre: { event: '$exposure', userId: null }, outcome: 'accepted' })
    expect(ada).toMatchObject({
      pre: { event: '$exposure', userId: 'customer-ada-lovelace', properties: { variant: 'on' } },
      post: { event_type: '[Experiment] Exposure', user_id: 'customer-ada-lovelace' },
      outcome: 'accepted',
    })
    expect(next?.pre).toMatchObject({ event: '$exposure', userId: null })
    expect(next?.pre['anonymousId']).not.toBe(anonymous?.pre['anonymousId'])
    expect(site.sandbox.user('customer-ada-lovelace')?.userProperties).toEqual({
      '[Experiment] express-checkout': 'on',
    })
    expect(await page.textContent('#who')).toMatch(/^anonymous /)
  })

  it('accepts any name to log in, and shows it as text', async () => {
    const page = await site.open()
    await site.arrived(1)
    const name = '<img src=x onerror=alert(1)>"\'>'
    await page.fill('#name', name)
    await page.click('#log-in')
    const records = await site.arrived(2)
    expect(records.at(-1)).toMatchObject({
      outcome: 'accepted',
      pre: { userId: expect.stringContaining('<img') as unknown },
    })
    expect(await page.textContent('#greeting')).toBe(`Hello, ${name}`)
    await showsOutcome(page, 'accepted')
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.getAttribute('#who', 'href')).toMatch(/^\/#\/people\/customer-%3Cimg-src/)
  })

  it('shows each page’s variant without a reload with “Change route”', async () => {
    const page = await site.open()
    await page.evaluate('window.isTheSame = true')
    await site.arrived(1)
    // Simultaneous requests may arrive in any order.
    for (const count of [2, 3, 4]) {
      await page.click('#change-route')
      await site.arrived(count)
    }
    expect(site.sandbox.events().map(pathOf)).toEqual(['/site/', '/site/product', '/site/checkout', '/site/'])
    expect(await page.evaluate('isTheSame')).toBe(true)
    const headline = String(variantOf(site.sandbox.events()[3] as EventRecord))
    await saysBeside(page, '#change-route', `$impression → hero-headline / ${headline} · accepted`)
    await page.click('#change-route')
    await site.arrived(5)
    await page.click('#change-route')
    await saysBeside(page, '#change-route', 'No new event: this session’s exposure was sent before.')
    await page.goBack()
    await until(async () => (await page.title()) === 'Morning No. 4 · Little Kettle')
  })

  it('opens a “Second tab” for the same visitor, and sends each impression once', async () => {
    const page = await site.open()
    await site.arrived(1)
    const [second] = await Promise.all([site.visitor.waitForEvent('page'), page.click('#second-tab')])
    await isStarted(second)
    const [one, other] = await site.arrived(2)
    expect(other?.pre['anonymousId']).toBe(one?.pre['anonymousId'])
    expect(other?.id).not.toBe(one?.id)
    await showsAccepted(page, 2)
    const made = `$impression → hero-headline / ${String(variantOf(other as EventRecord))} · accepted`
    expect(await saysBeside(page, '#second-tab', made)).toBe(`/#/stream/${String(other?.id)}`)
    await page.click('#consent-refused')
    await second.waitForSelector('#consent-state:text-is("refused")')
  })

  it('loses nothing with “Leave at once”', async () => {
    const page = await site.open()
    await site.arrived(1)
    // Before analytics.js sends its first request, the impression would wait for the visitor's return.
    const isSent = page.waitForRequest('**/v1/t')
    await page.route('**/site/left', async (route) => {
      await isSent
      await route.continue()
    })
    await page.click('#leave')
    await page.waitForURL('**/site/left')
    await site.arrived(2)
    await showsAccepted(page, 2)
    await page.click('text=Back to the shop')
    await isStarted(page)
    expect((await site.arrived(3)).map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ])
  })
})
