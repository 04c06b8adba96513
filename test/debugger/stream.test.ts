import type { Page } from 'playwright-core'
import { until as expectUntil } from '../helpers/until'
import { impression, RecordMaker, shopSession } from './helpers/records'
import { expectAllDrawn, expectText, textOf, useStage } from './helpers/page'

const stage = useStage()

const rows = (page: Page) => page.getByRole('option')
const foot = (page: Page) => textOf(page, '.foot')
const expectFoot = (page: Page, words: string) =>
  expectUntil(
    async () => (await foot(page)).startsWith(words),
    () => `the foot does not say ${words}`,
  )
const expectConnection = (page: Page, words: string) =>
  page.locator('.connection', { hasText: words }).waitFor()

const many = (count: number): ReturnType<RecordMaker['of']>[] => {
  const maker = new RecordMaker()
  return Array.from({ length: count }, (_, index) =>
    maker.of(
      impression({
        id: `id-${String(index)}`,
        variant: index % 2 === 0 ? 'control' : 'treatment',
        device: `device-${String(index)}`,
        after: index,
      }),
    ),
  )
}

describe('the stream', () => {
  it('shows what has been, newest first, and then what comes, at once', async () => {
    const [first, ...others] = shopSession()
    stage.sandbox.records = first === undefined ? [] : [first]
    const page = await stage.open()
    await expectConnection(page, 'Sandbox')
    await expectFoot(page, '1 event')
    stage.sandbox.send(...others)
    await expectFoot(page, '11 events')
    expect(await rows(page).nth(3).innerText()).toMatch(
      /hero-headline → treatment\s+changed\s+user-48213 · \/products · was control\s+accepted/,
    )
    expect(await rows(page).last().innerText()).toContain('10b98f5c')
  })

  it('shows what becomes of an event in its old place', async () => {
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
    await expectText(page, 'Post-transformation · what will be sent')
    stage.sandbox.send({
      ...pending,
      outcome: 'retry',
      attempts: [{ at: 1, outcome: 'retry', reason: 'Too many (429).' }],
    })
    await expectText(page, 'Another try follows')
    await expectText(page, 'Too many (429).')
    expect(await rows(page).last().innerText()).toContain('retrying')
    await expectFoot(page, '2 events')
  })

  it('says of an event that it came again, and finds it among the duplicates', async () => {
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

  it('holds still while it is paused, and then catches up', async () => {
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

  it('is walked through with the keyboard', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await expectFoot(page, '11 events')
    const list = page.getByRole('listbox')
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { selected: true }).waitFor()
    await expectUntil(() => page.url().endsWith('#/stream/m-10'))
    expect(await list.getAttribute('aria-activedescendant')).toBe(
      await page.getByRole('option', { selected: true }).getAttribute('id'),
    )
    await page.keyboard.press('End')
    await expectUntil(() => page.url().endsWith('#/stream/m-01'))
    await page.keyboard.press('Enter')
    await page.locator('.detail-side:focus').waitFor()
  })

  it('leads to an event and back where there is room for one of them only', async () => {
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

describe('10,000 events', () => {
  it('are all there, of which few stand in the page', async () => {
    stage.sandbox.records = many(10_000)
    const page = await stage.open()
    await expectFoot(page, '10,000 events')
    expect(await rows(page).count()).toBeLessThan(40)
    await page.getByRole('listbox').focus()
    await page.keyboard.press('End')
    await page.getByRole('option', { selected: true }).getByText('device-0', { exact: false }).waitFor()
    expect(await page.getByRole('option', { selected: true }).getAttribute('aria-posinset')).toBe('10000')
    expect(await rows(page).count()).toBeLessThan(40)
  })

  it('hold still under the eye while others come in above', async () => {
    stage.sandbox.records = many(2000)
    const page = await stage.open()
    await expectFoot(page, '2,000 events')
    await page.getByRole('listbox').evaluate((list) => {
      ;(list as unknown as { scrollTop: number }).scrollTop = 30_010
    })
    const seen = () =>
      page.evaluate<string>(`(() => {
        const { left, top } = document.querySelector('.rows').getBoundingClientRect()
        return document.elementFromPoint(left + 100, top + 45).closest('.row').innerText
      })()`)
    await expectText(page, 'Newest · row 501 of 2,000')
    const before = await seen()
    const maker = new RecordMaker()
    for (let index = 0; index < 50; index += 1)
      stage.sandbox.send(maker.of(impression({ id: `new-${String(index)}`, variant: 'x', after: 9000 })))
    await expectText(page, 'row 551 of 2,050')
    expect(await seen()).toBe(before)
    await page.getByRole('button', { name: 'Newest' }).click()
    await rows(page).first().getByText('→ x').waitFor()
  })
})

describe('the connection', () => {
  it('catches up with what came while it was cut', async () => {
    const records = shopSession()
    stage.sandbox.send(...records.slice(0, 3))
    const page = await stage.open()
    await expectFoot(page, '3 events')
    await expectAllDrawn(page)
    stage.sandbox.cutStreams()
    stage.sandbox.send(...records.slice(3))
    await expectFoot(page, '11 events')
    const streams = stage.sandbox.requests.filter(({ path }) => path === '/api/stream')
    expect(streams.at(-1)?.lastEventId).toBe('3')
    expect(stage.sandbox.requests.filter(({ path }) => path === '/api/events')).toHaveLength(1)
  })

  it('fetches everything anew where the sandbox says so', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await expectFoot(page, '11 events')
    await expectAllDrawn(page)
    stage.sandbox.records = shopSession().slice(0, 2)
    stage.sandbox.sendReset()
    await expectFoot(page, '2 events')
  })

  it('fetches everything anew also where it is fetching when the sandbox says so', async () => {
    const page = await stage.open('#/inspect')
    await expectAllDrawn(page)
    await page.addInitScript(`
      window.resets = 0
      window.EventSource = class extends EventSource {
        constructor(address) {
          super(address)
          this.addEventListener('reset', () => { resets += 1 })
        }
      }`)
    let goOn = (): void => undefined
    stage.sandbox.gate = new Promise((resolve) => (goOn = resolve))
    stage.sandbox.records = shopSession()
    stage.sandbox.requests.length = 0
    await page.goto(stage.sandbox.url('?again#/stream'))
    await expectText(page, 'Fetching events …')
    // It says so before it does: it asks for the list once it has the stream. The page before it asks too, as it goes.
    await expectUntil(
      () => {
        const paths = stage.sandbox.requests.map(({ path }) => path)
        return (
          paths.includes('/api/stream') && paths.lastIndexOf('/api/events') > paths.indexOf('/api/stream')
        )
      },
      () => 'the list was not asked for',
    )
    stage.sandbox.records = shopSession().slice(0, 2)
    stage.sandbox.sendReset()
    await expectUntil(() => page.evaluate<boolean>('resets === 1'))
    goOn()
    await expectFoot(page, '2 events')
    await expectAllDrawn(page)
    await expectFoot(page, '2 events')
  })

  it('asks again and again where there is no stream', async () => {
    stage.sandbox.hasStream = false
    stage.sandbox.records = shopSession().slice(0, 2)
    const page = await stage.open()
    await expectConnection(page, 'every 2 s')
    stage.sandbox.records = shopSession()
    await expectFoot(page, '11 events')
  })

  it('says that the sandbox is lost, keeps what there is, and comes back', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await expectFoot(page, '11 events')
    const { port } = stage.sandbox
    await stage.sandbox.close()
    await expectConnection(page, 'Sandbox lost')
    await expectFoot(page, '11 events')
    await stage.sandbox.open(port)
    await page.locator('.connection.live').waitFor()
  })

  it('says what it is doing before anything has come', async () => {
    let open = (): void => undefined
    stage.sandbox.gate = new Promise((resolve) => {
      open = resolve
    })
    const page = await stage.open()
    await expectText(page, 'Fetching events …')
    open()
    await expectText(page, 'No events yet')
  })
})
