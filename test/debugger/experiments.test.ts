import { until as expectUntil } from '../helpers/until'
import { impression, RecordMaker, type TestRecord } from './helpers/records'
import { shopSession } from './helpers/shop-session'
import { expectText, textOf, useStage } from './helpers/page'

const stage = useStage()

/** As many people as are said, each with one impression of a variant. */
const shown = (maker: RecordMaker, people: Readonly<Record<string, number>>): TestRecord[] =>
  Object.entries(people).flatMap(([variant, count]) =>
    Array.from({ length: count }, (_, index) =>
      maker.of(
        impression({
          id: `${variant}-${String(index)}`,
          variant,
          device: `device-${variant}-${String(index)}`,
          after: index * 1000,
        }),
      ),
    ),
  )

/** A style as the page has computed it; runs there. */
const styleOf = (element: unknown, name: string): string =>
  (
    globalThis as unknown as {
      getComputedStyle(element: unknown): { getPropertyValue(name: string): string }
    }
  )
    .getComputedStyle(element)
    .getPropertyValue(name)

describe('the experiments', () => {
  it('keep a draft while events arrive', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = shown(maker, { control: 2, treatment: 2 })
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    await expectText(tile, '4 impressions · 4 people')
    const weight = tile.getByLabel('Expected weight of treatment')
    await weight.fill('3')
    stage.sandbox.send(maker.of(impression({ id: 'late', variant: 'control', device: 'device-late' })))
    await expectText(tile, '5 impressions · 5 people')
    expect(await weight.inputValue()).toBe('3')
    await weight.press('Enter')
    await expectText(tile, 'Too few people')
    await weight.fill('-1')
    await weight.press('Enter')
    await expectUntil(async () => (await weight.inputValue()) === '3')
  })

  it('say whether people are split as expected, and keep the expected split in the address', async () => {
    stage.sandbox.records = shown(new RecordMaker(), { control: 100, treatment: 300 })
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    await expectText(tile, 'Sample ratio mismatch')
    await expectText(tile, '400 impressions · 400 people')
    await tile.getByLabel('Expected weight of treatment').fill('3')
    await tile.getByLabel('Expected weight of treatment').press('Enter')
    await expectText(tile, 'No sign of a mismatch (p = 1.000).')
    await page.reload()
    await expectText(tile, 'No sign of a mismatch (p = 1.000).')
    await tile.getByRole('button', { name: 'Expect another variant' }).click()
    await tile.getByLabel('Variant key').fill('never-seen')
    await tile.getByRole('button', { name: 'Add' }).click()
    await expectText(tile, 'Sample ratio mismatch')
    expect(await tile.getByRole('img').getAttribute('aria-label')).toMatch(
      /^400 impressions of hero-headline from 2026-11-23 09:59 UTC to /,
    )
  })

  it('count reasons for doubt, and link to the events', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    await expectText(page, 'Based on the 11 events on this page.')
    await expectText(tile, 'Too few people')
    expect((await tile.locator('dl').innerText()).replaceAll(/\s+/g, ' ')).toBe(
      'Changed variant 1 person Without an id 0 Duplicates removed 1 Unset 14.3 % Rejected 0',
    )
    await tile.getByRole('link', { name: '1 person' }).click()
    await expectUntil(async () => (await textOf(page, '.foot')).startsWith('1 of 11 events'))
  })

  it('name a variant that few people saw, and show how many saw none', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = [
      ...shown(maker, { control: 50, treatment: 50, stray: 1 }),
      maker.of(impression({ id: 'out', device: 'device-out', after: 200_000 })),
    ]
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    await expectText(tile, 'No sign of a mismatch (p = 1.000).')
    await expectText(
      tile,
      'Only 1 of 101 people saw “stray”, so the test leaves it out. Is it a variant of this experiment?',
    )
    const row = (name: string) => tile.getByRole('row', { name })
    expect((await row('no variant').innerText()).replaceAll(/\s+/g, ' ')).toBe('no variant 1 not tested –')
    expect((await row('stray').innerText()).replaceAll(/\s+/g, ' ').trim()).toBe('stray 1 left out')
    await tile.getByLabel('Expected weight of stray').fill('0')
    await tile.getByLabel('Expected weight of stray').press('Enter')
    await expectText(tile, 'Not tested, because the expected weight is 0: “stray”.')
  })

  it('expect an added variant, even if all weights are 1', async () => {
    stage.sandbox.records = shown(new RecordMaker(), { control: 20, treatment: 20 })
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    await tile.getByRole('button', { name: 'Expect another variant' }).click()
    await tile.getByLabel('Variant key').fill('never-seen')
    await tile.getByRole('button', { name: 'Add' }).click()
    await expectText(tile, 'Sample ratio mismatch')
  })

  it('give no verdict before all events have arrived', async () => {
    let goOn = (): void => undefined
    stage.sandbox.halfwayGate = new Promise((resolve) => {
      goOn = resolve
    })
    stage.sandbox.records = shown(new RecordMaker(), { control: 60, treatment: 60 })
    const page = await stage.open('#/experiments')
    await expectText(page, 'Events are still loading. The split will be tested afterwards.')
    expect(await page.getByText('There’s only one variant').count()).toBe(0)
    goOn()
    await expectText(page, 'No sign of a mismatch (p = 1.000).')
  })

  it('keep a variant’s colour in table, plot and lanes, even if another variant comes before it', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = shown(maker, { m: 3, z: 3 })
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    const keyOf = (name: string): Promise<string> =>
      tile.getByRole('row', { name }).locator('.key').evaluate(styleOf, 'background-color')
    await expectText(tile, '6 impressions')
    const [m, z] = [await keyOf('m'), await keyOf('z')]
    expect(m).not.toBe(z)
    const columns = await tile.locator('rect').all()
    const inPlot = await Promise.all(columns.map((column) => column.evaluate(styleOf, 'fill')))
    expect(new Set(inPlot)).toEqual(new Set([m, z]))
    stage.sandbox.send(maker.of(impression({ id: 'a', variant: 'a', device: 'device-z-0', after: 9000 })))
    await tile
      .getByRole('row', { name: 'a', exact: true })
      .or(tile.getByText('7 impressions'))
      .first()
      .waitFor()
    expect([await keyOf('m'), await keyOf('z')]).toEqual([m, z])
    await page.goto(stage.sandbox.url('#/people/device-z-0'))
    const lane = page.locator('.lane .state').first()
    await lane.waitFor()
    expect(await lane.evaluate(styleOf, 'border-top-color')).toBe(z)
  })

  it('count events that the real Amplitude accepted, and say what isn’t known', async () => {
    stage.sandbox.amplitude = 'north_america'
    const maker = new RecordMaker()
    const accepted = (id: string, variant: string) =>
      maker.of(impression({ id, variant, device: `device-${id}` }), { storage: null })
    stage.sandbox.records = [accepted('1', 'control'), accepted('2', 'treatment')]
    const page = await stage.open('#/experiments')
    await expectText(page, '2 impressions · 2 people')
    await expectText(
      page,
      'Duplicates that Amplitude drops can’t be seen from here: every accepted event counts.',
    )
    expect(await textOf(page, '.figures')).toContain('Duplicates removed 0')
    await page.goto(stage.sandbox.url('#/people/device-1'))
    await expectText(page, 'Not known here: the sandbox delivers to the real Amplitude.')
  })

  it('update while events arrive', async () => {
    const maker = new RecordMaker()
    const page = await stage.open('#/experiments')
    await expectText(page, 'No events yet')
    stage.sandbox.send(...shown(maker, { control: 7 }))
    await expectText(page, '7 impressions · 7 people')
    stage.sandbox.send(...shown(maker, { treatment: 5 }))
    await expectText(page, '12 impressions · 12 people')
  })
})
