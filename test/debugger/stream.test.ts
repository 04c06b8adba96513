import type { Page } from 'playwright-core'
import { until as expectUntil } from '../helpers/until'
import { impression, RecordMaker } from './helpers/records'
import { shopSession } from './helpers/shop-session'
import { expectFoot, expectText, useStage } from './helpers/page'

const stage = useStage()

const rows = (page: Page) => page.getByRole('option')

const expectConnection = (page: Page, words: string) =>
  page.locator('.connection', { hasText: words }).waitFor()

describe('the stream', () => {
  it('shows past events, newest first, and new ones at once', async () => {
    const [first, ...others] = shopSession()
    stage.sandbox.records = first === undefined ? [] : [first]
    const page = await stage.open()
    await expectConnection(page, 'Sandbox')
    await expectFoot(page, '1 event')
    stage.sandbox.send(...others)
    await expectFoot(page, '11 events')
    expect(await rows(page).nth(3).innerText()).toMatch(
      /hero-headline\s+→ treatment\s+changed\s+user-48213 · \/products · was control$/,
    )
    expect(await rows(page).last().innerText()).toContain('10b98f5c')
  })

  it('updates an event in its place', async () => {
    const maker = new RecordMaker()
    const pending = maker.of(impression({ id: 'a', variant: 'b' }), {
      outcome: 'pending',
      attempts: [],
    })
    stage.sandbox.records = [pending, maker.of(impression({ id: 'later', variant: 'c' }))]
    const page = await stage.open('#/stream/a')
    await expectText(
      page,
      'On its way to Amplitude. Once delivered, the person is in the experiment, with “b”.',
    )
    await expectText(page, 'Post-transformation · as it will be sent')
    stage.sandbox.send({
      ...pending,
      outcome: 'retry',
      attempts: [{ at: 1, outcome: 'retry', reason: 'Too many (429).' }],
    })
    await expectText(page, 'Another attempt follows')
    await expectText(page, 'Too many (429).')
    expect(await rows(page).last().innerText()).toContain('retrying')
    await expectFoot(page, '2 events')
  })

  it('says that an event was received again, and finds it among the duplicates', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = [
      maker.of(impression({ id: 'once', variant: 'b' })),
      maker.of(impression({ id: 'again', variant: 'b' }), { repeats: 1 }),
      maker.of(impression({ id: 'dropped', variant: 'b' }), { storage: 'duplicate' }),
    ]
    const page = await stage.open('#/stream/again?q=is:duplicate')
    await expectFoot(page, '2 of 3 events')
    expect(await rows(page).allInnerTexts()).toEqual([
      expect.stringContaining('duplicate'),
      expect.stringContaining('received twice'),
    ])
    await expectText(page, 'Received again: dropped by Segment, which had seen this message id')
    await rows(page).first().click()
    await expectText(
      page,
      'Dropped as a duplicate: Amplitude had already stored an event with this insert_id.',
    )
  })

  it('filters by query, by buttons and by fields, and keeps the filter in the address', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await page.getByRole('searchbox').fill('flag:checkout-flow')
    await expectFoot(page, '2 of 11 events')
    await page.getByRole('button', { name: 'unset', exact: true }).click()
    await expectFoot(page, '1 of 11 events')
    expect(await page.getByRole('searchbox').inputValue()).toBe('flag:checkout-flow is:unset')
    await page.reload()
    await expectFoot(page, '1 of 11 events')
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('exposure')
    await expectFoot(page, '1 of 11 events')
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('rejected')
    await expectText(page, 'No events match the filter')
    await page.getByRole('button', { name: 'Show all events' }).click()
    await expectFoot(page, '11 events')
    await page.getByRole('textbox', { name: 'Person' }).fill('user-48213')
    await expectFoot(page, '3 of 11 events')
  })

  it('doesn’t change while it’s paused, and catches up afterwards', async () => {
    const [first, ...others] = shopSession()
    stage.sandbox.records = first === undefined ? [] : [first]
    const page = await stage.open()
    await expectFoot(page, '1 event')
    await page.getByRole('button', { name: 'Pause' }).click()
    stage.sandbox.send(...others)
    await page.getByRole('button', { name: 'Resume (10 new)' }).waitFor()
    await expectFoot(page, '1 event')
    await page.getByRole('button', { name: 'Resume (10 new)' }).click()
    await expectFoot(page, '11 events')
  })

  it('responds to the keyboard', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await expectFoot(page, '11 events')
    const list = page.getByRole('listbox')
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { selected: true }).waitFor()
    await expectUntil(() => page.url().endsWith('#/stream/m-09'))
    expect(await list.getAttribute('aria-activedescendant')).toBe(
      await page.getByRole('option', { selected: true }).getAttribute('id'),
    )
    await page.keyboard.press('End')
    await expectUntil(() => page.url().endsWith('#/stream/m-01'))
    await page.keyboard.press('Enter')
    await page.locator('.detail-side:focus').waitFor()
  })

  it('opens the newest event until one is picked, whose row scrolls into view', async () => {
    const maker = new RecordMaker()
    const records = Array.from({ length: 60 }, (_, index) =>
      maker.of(impression({ id: `id-${String(index)}`, variant: 'b', device: `device-${String(index)}` })),
    )
    stage.sandbox.records = records.slice(0, 50)
    const page = await stage.open()
    await page.locator('.detail-side').getByText('device-49').first().waitFor()
    stage.sandbox.send(...records.slice(50))
    await page.locator('.detail-side').getByText('device-59').first().waitFor()
    await page.goto(stage.sandbox.url('#/stream/id-3'))
    await page.getByRole('option', { selected: true }).getByText('device-3').waitFor()
    const [list, row] = await Promise.all([
      page.getByRole('listbox').boundingBox(),
      page.getByRole('option', { selected: true }).boundingBox(),
    ])
    expect((row?.y ?? 0) >= (list?.y ?? Infinity)).toBe(true)
    expect((row?.y ?? Infinity) + 60 <= (list?.y ?? 0) + (list?.height ?? 0)).toBe(true)
    await page.keyboard.press('j')
    await expectUntil(() => page.url().endsWith('#/stream/id-2'))
    await page.getByRole('link', { name: 'Follow the newest' }).click()
    await page.locator('.detail-side').getByText('device-59').first().waitFor()
  })

  it('cuts a long flag key in the middle, and never the variant', async () => {
    const flag = 'checkout-page-redesign-with-a-very-long-flag-key-2026-q4'
    stage.sandbox.records = [new RecordMaker().of(impression({ id: 'long', flag, variant: 'treatment' }))]
    const page = await stage.open()
    await expectFoot(page, '1 event')
    for (const width of [2000, 1000, 901, 360]) {
      await page.setViewportSize({ width, height: 740 })
      const isCut = await page.evaluate<boolean[]>(
        `['.variant', '.end', '.start', '.line'].map((part) => {
          const { scrollWidth, clientWidth, offsetWidth } = document.querySelector('.row ' + part)
          return scrollWidth > (clientWidth || offsetWidth)
        })`,
      )
      expect([width, ...isCut]).toEqual([width, false, false, true, false])
    }
    expect(await page.locator('.row .line').getAttribute('title')).toBe(`${flag} → treatment`)
  })

  it('leads to an event and back on a narrow screen', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('', { viewport: { width: 360, height: 740 } })
    await expectFoot(page, '11 events')
    await rows(page).first().click()
    await page.getByRole('heading', { name: 'hero-headline → treatment' }).waitFor()
    expect(await page.getByRole('listbox').isVisible()).toBe(false)
    await page.goBack()
    await page.getByRole('listbox').waitFor()
  })
})
