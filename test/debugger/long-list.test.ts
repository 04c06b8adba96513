import type { Page } from 'playwright-core'
import { impression, RecordMaker } from './helpers/records'
import { expectFoot, expectText, useStage } from './helpers/page'

const stage = useStage()

const rows = (page: Page) => page.getByRole('option')

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

describe('10,000 events', () => {
  it('are all listed, and few of them are in the page', async () => {
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

  it('don’t move while others arrive above', async () => {
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
