import { gzipSync } from 'node:zlib'
import { mostReadInOneTurn } from './helpers/turns'
import type { Page } from 'playwright-core'
import { until as expectUntil } from '../helpers/until'
import { impression, recordedSession } from './helpers/records'
import { expectText, textOf, useStage } from './helpers/page'

const stage = useStage()

beforeEach(() => {
  stage.sandbox.isStatic = true
})

describe('without a sandbox', () => {
  it('the page says so, leaves out what needs one, and stops asking', async () => {
    const page = await stage.open()
    await expectText(page, 'There’s no sandbox here')
    expect(await textOf(page, 'nav')).toBe('Stream People Experiments Inspect Estimate')
    stage.sandbox.requests.length = 0
    await page.clock.install()
    await page.reload()
    await expectText(page, 'There’s no sandbox here')
    await page.clock.runFor(60_000)
    await page.evaluate(`fetch('/api/last')`)
    expect(stage.sandbox.requests.map(({ path }) => path).filter((path) => path.startsWith('/api/'))).toEqual(
      ['/api/stream', '/api/events', '/api/last'],
    )
    await page.getByRole('link', { name: 'Paste an event' }).click()
    await page.getByRole('heading', { name: 'Inspect events' }).waitFor()
    await expectUntil(async () => (await page.title()) === 'Inspect · Event debugger')
  })
})

describe('inspect', () => {
  it('shows both forms and issues of what is pasted, and sends it nowhere', async () => {
    const page = await stage.open('#/inspect')
    await page.locator('.connection', { hasText: 'No sandbox' }).waitFor()
    const before = stage.sandbox.requests.length
    await page.getByRole('button', { name: 'Try an example' }).click()
    await expectText(page, '1 experiment event: 1 warning.')
    await expectText(page, 'The id has 2 characters')
    expect(await page.locator('.form-row.moved').count()).toBe(7)
    expect(await textOf(page, '.form-row.left')).toBe('userId u1 × is left out not sent')
    expect(await textOf(page, '.property')).toBe('$set [Experiment] hero-headline = treatment')
    await page.getByRole('textbox').fill('{ "type": ')
    await expectText(page, 'Line 1, column 11 isn’t JSON')
    await page.getByRole('button', { name: 'Clear' }).click()
    expect(await page.getByRole('textbox').inputValue()).toBe('')
    // Whatever was asked for before has come by then.
    await page.evaluate(`fetch('/last')`)
    // The browser fetches the icon by itself, when it likes.
    const asked = stage.sandbox.requests.slice(before).map(({ path }) => path)
    expect(asked.filter((path) => path !== '/icon.svg')).toEqual(['/last'])
  })

  it('says of an event that Segment does not deliver here that nothing will be sent', async () => {
    const page = await stage.open('#/inspect')
    const event = { ...impression({ id: '1', variant: 'a', user: 'user-1' }), integrations: { All: false } }
    await page.getByRole('textbox').fill(JSON.stringify(event))
    await expectText(page, 'Not sent (expected): the event’s integrations turn this destination off.')
    await expectText(page, 'Post-transformation · nothing will be sent')
  })

  it('takes NDJSON, of which one event after the other can be looked at', async () => {
    const page = await stage.open('#/inspect')
    await page.getByRole('textbox').fill(recordedSession)
    await expectText(page, '9 other calls: 7 page, 2 identify.')
    const rows = page.getByRole('option')
    expect(await rows.count()).toBe(7)
    await rows.nth(3).click()
    await page.getByRole('heading', { name: 'hero-headline → no variant' }).waitFor()
    await page.getByRole('listbox').focus()
    await page.keyboard.press('End')
    await page.getByRole('heading', { name: 'checkout-flow → treatment' }).waitFor()
  })

  it('takes a file, gzipped or not', async () => {
    const page = await stage.open('#/inspect')
    const choose = (name: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await choose('session.ndjson.gz', gzipSync(recordedSession))
    await expectText(page, '7 experiment events: no issues.')
    await choose('one.json', Buffer.from(JSON.stringify([impression({ id: '1', variant: 'a', user: 'u1' })])))
    await expectText(page, '1 experiment event: 1 warning.')
    await choose('broken.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0]))
    await expectText(
      page,
      'The file is gzipped but incomplete: only what comes before that could be read. Fetch it again.',
    )
  })

  it('takes a file that is dropped', async () => {
    const page = await stage.open('#/inspect')
    await page.locator('section.paste').evaluate((section, text) => {
      const scope = globalThis as unknown as {
        DataTransfer: new () => { items: { add(file: File): void } }
        DragEvent: new (type: string, init: object) => Event
      }
      const dataTransfer = new scope.DataTransfer()
      dataTransfer.items.add(new File([text], 'dropped.ndjson'))
      section.dispatchEvent(new scope.DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }, recordedSession)
    await expectText(page, '7 experiment events: no issues.')
  })

  it('reads a large archive, and leaves the page turns for other work', async () => {
    const line = JSON.stringify(impression({ id: '1', variant: 'a', device: 'device-1' }))
    const page = await stage.open('#/inspect')
    const most = await mostReadInOneTurn(page, async () => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'archive.gz',
        mimeType: 'application/gzip',
        buffer: gzipSync(`${line}\n`.repeat(20_000)),
      })
      await expectText(page, '20,000 experiment events: no issues.')
    })
    expect(await page.getByRole('option').count()).toBeLessThan(40)
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(500)
  })
})

describe('the estimate', () => {
  const figures = (page: Page, words: string) =>
    expectUntil(
      async () => (await textOf(page, '.two-figures')).includes(words),
      () => `the figures do not say ${words}`,
    )

  it('has both figures, when the quota runs out and what each narrowing saves', async () => {
    const page = await stage.open('#/estimate')
    expect(await textOf(page, '.two-figures')).toBe(
      'Upper bound 2,400,000 impressions a month The quota runs out on day 13 of 30, 41.7 % into the month: ' +
        '1,400,000 impressions over the quota. After targeting 180,000 impressions a month The quota lasts; 18 % of it is used ' +
        'by the end of the month.',
    )
    expect(await textOf(page, '.savings tfoot')).toBe('Total 2,400,000 −2,040,000 −120,000 −60,000 180,000')
  })

  it('follows the sliders and what is typed, and is shared by its address', async () => {
    const page = await stage.open('#/estimate')
    await page.getByLabel('Tracked users', { exact: true }).fill('50000')
    await page.getByLabel('Tracked users', { exact: true }).press('Enter')
    await figures(page, 'Upper bound 1,200,000 ')
    await page.getByRole('slider', { name: 'Rollout, hero-headline' }).fill('50')
    await figures(page, 'After targeting 60,000 ')
    await page.getByRole('button', { name: 'Remove checkout-flow' }).click()
    await page.getByRole('button', { name: 'Add an experiment' }).click()
    await figures(page, 'After targeting 630,000 ')
    const other = await stage.open(new URL(page.url()).hash)
    await figures(other, 'After targeting 630,000 ')
    expect(await other.getByLabel('Experiment name').nth(1).inputValue()).toBe('experiment 2')
  })

  it('has its inputs first in a narrow window, and the result in view above each', async () => {
    const page = await stage.open('#/estimate', { viewport: { width: 360, height: 640 } })
    const seen = () =>
      page.evaluate<{ bar: number; top: number; bottom: number }>(`(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect()
        return { bar: document.querySelector('.result-bar').getBoundingClientRect().bottom, top, bottom }
      })()`)
    const fields = page.locator('.estimate-inputs input')
    await fields.first().focus()
    expect((await seen()).bottom).toBeLessThan(640)
    const count = await fields.count()
    // To the last field and back, as the keyboard brings each into view.
    for (const key of [...Array<string>(count + 2).fill('Tab'), ...Array<string>(count).fill('Shift+Tab')]) {
      await page.keyboard.press(key)
      const { bar, top, bottom } = await seen()
      expect({ isSeen: bar > 0 && top >= bar && bottom <= 640 }).toEqual({ isSeen: true })
    }
  })

  it('says what nothing can be estimated from', async () => {
    const page = await stage.open('#/estimate')
    await page.getByLabel('Experiment name').first().fill('checkout-flow')
    await page.getByLabel('Experiment name').first().press('Enter')
    expect(await page.getByRole('alert').innerText()).toBe(
      'experiments[1].name is a name used twice; expected a different name for each experiment.',
    )
  })

  it('responds to the keyboard', async () => {
    const page = await stage.open('#/estimate')
    await page.getByRole('slider', { name: 'Page views per user, slider' }).focus()
    await page.keyboard.press('End')
    await expectUntil(
      async () => (await page.getByLabel('Page views per user', { exact: true }).inputValue()) === '1000',
    )
  })
})
