import { until as expectUntil } from '../helpers/until'
import { impression, RecordMaker, shopSession, startOfTime, type TestRecord } from './helpers/records'
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

describe('one person', () => {
  it('is nobody whose events were never sent', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = [
      maker.of(impression({ id: '1', variant: 'a', device: 'device-1' })),
      maker.of({ ...impression({ id: '2', user: 'u0', device: 'device-1' }), properties: {} }),
    ]
    const page = await stage.open('#/people')
    await expectText(page, '1 person', { exact: true })
    await page.goto(stage.sandbox.url('#/people/u0'))
    await expectText(page, 'No one here has this id')
    await page.goto(stage.sandbox.url('#/people/device-1'))
    await expectText(page, 'Anonymous so far, 1 event on this page')
  })

  it('has the events of before the login, and stands out with two variants of a flag', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/people')
    await page.getByRole('button', { name: 'changed variant' }).click()
    await expectText(page, '1 person', { exact: true })
    await page.getByRole('link', { name: /user-48213/ }).click()
    await expectText(page, 'This person saw control, then treatment of hero-headline.')
    await expectText(page, 'Logged in, 4 events on this page')
    expect(await textOf(page, '.identities')).toBe(
      'user id user-48213 device id dev-4821-aaaa device id dev-4821-bbbb',
    )
    const marks = page.getByRole('list', { name: 'Events of hero-headline' }).getByRole('link')
    expect(await marks.evaluateAll((found) => found.map((mark) => mark.getAttribute('aria-label')))).toEqual([
      '10:00:19.998 UTC: set to control',
      '10:00:34.998 UTC: control again',
      '10:02:04.998 UTC: changed to treatment',
    ])
    await expectText(page, '[Experiment] hero-headline = treatment')
    await marks.last().click()
    await expectText(page, 'Delivered: the variant changed from “control” to “treatment”.')
  })

  it('is reached from an event, and found by a device', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-09')
    await page.getByRole('link', { name: 'user-48213' }).click()
    await page.getByRole('heading', { name: 'user-48213' }).waitFor()
    await page.goto(stage.sandbox.url('#/people'))
    await expectText(page, 'Pick a person')
    await page.goto(stage.sandbox.url('#/people/dev-4821-bbbb'))
    await page.getByRole('heading', { name: 'user-48213' }).waitFor()
    await page.getByRole('searchbox').fill('89491c54')
    await expectText(page, '1 person', { exact: true })
    await page.getByRole('searchbox').fill('nobody at all')
    await expectText(page, 'No one matches the search')
  })

  it('that nobody knows is not there', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/people/nobody')
    await expectText(page, 'No one here has this id')
  })

  it('gets what comes while one looks', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = [maker.of(impression({ id: '1', variant: 'a', device: 'device-1' }))]
    const page = await stage.open('#/people/device-1')
    await expectText(page, 'Anonymous so far, 1 event on this page')
    stage.sandbox.send(
      maker.of(impression({ id: '2', variant: 'b', device: 'device-1', user: 'user-1', after: 9000 })),
    )
    await expectText(page, 'Logged in, 2 events on this page')
    await expectText(page, 'This person saw a, then b')
  })
})

describe('the experiments', () => {
  it('keep what is being typed while events come', async () => {
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

  it('tell whether people are split as expected, by an expectation that can be edited and shared', async () => {
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

  it('count what speaks against them, and lead to the events', async () => {
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

  it('name a variant that hardly anybody saw, and show who saw none', async () => {
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

  it('expect a variant that is added, though all weights are 1', async () => {
    stage.sandbox.records = shown(new RecordMaker(), { control: 20, treatment: 20 })
    const page = await stage.open('#/experiments')
    const tile = page.getByRole('region', { name: 'hero-headline' })
    await tile.getByRole('button', { name: 'Expect another variant' }).click()
    await tile.getByLabel('Variant key').fill('never-seen')
    await tile.getByRole('button', { name: 'Add' }).click()
    await expectText(tile, 'Sample ratio mismatch')
  })

  it('give no verdict before all events are here', async () => {
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

  it('keep a variant’s colour in table, plot and lanes, also when another variant comes before it', async () => {
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

  it('count what the real Amplitude accepted, and say what cannot be seen', async () => {
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

  it('grow while events come in', async () => {
    const maker = new RecordMaker()
    const page = await stage.open('#/experiments')
    await expectText(page, 'No events yet')
    stage.sandbox.send(...shown(maker, { control: 7 }))
    await expectText(page, '7 impressions · 7 people')
    stage.sandbox.send(...shown(maker, { treatment: 5 }))
    await expectText(page, '12 impressions · 12 people')
  })
})

describe('the faults', () => {
  it('are left out where the sandbox delivers to the real Amplitude, and their address says so', async () => {
    stage.sandbox.amplitude = 'europe'
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/faults')
    await expectText(page, 'Faults aren’t available')
    expect(await textOf(page, 'nav')).toBe('Stream People Experiments Inspect Estimate')
    expect(await page.getByRole('button', { name: 'Throttle' }).count()).toBe(0)
  })

  it('stand where the sandbox is too old to say where it delivers to', async () => {
    stage.sandbox.amplitude = undefined
    const page = await stage.open('#/faults')
    await expectText(page, 'No faults are active.')
    expect(await textOf(page, 'nav')).toContain('Faults')
  })

  it('are switched on and off, with how often and where', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/faults')
    await expectText(page, 'No faults are active.')
    await page.getByLabel('Every nth request').fill('3')
    await page.getByLabel('Stop after (hits)').fill('2')
    await page.getByRole('combobox').selectOption('httpapi')
    await page.getByRole('button', { name: 'Throttle' }).click()
    await expectText(page, 'httpapi answers 429, every 3rd request, 2 times')
    expect(stage.sandbox.faults).toMatchObject([{ status: 429, every: 3, times: 2, path: 'httpapi' }])
    await page.getByRole('button', { name: 'Remove all' }).click()
    await expectText(page, 'No faults are active.')
    await expectUntil(() => stage.sandbox.faults.length === 0)
  })

  it('say in the sandbox’s words why one is not taken', async () => {
    stage.sandbox.refusesFaults = true
    const page = await stage.open('#/faults')
    await page.getByRole('button', { name: 'Fail' }).click()
    expect(await page.getByRole('alert').innerText()).toBe(
      '“every” is out of range; expected a whole number.',
    )
  })

  it('show that nothing is lost', async () => {
    const maker = new RecordMaker()
    const trying = maker.of(impression({ id: 'a', variant: 'b', device: 'device-1' }), {
      outcome: 'retry',
      attempts: [{ at: startOfTime, outcome: 'retry', reason: 'Amplitude had trouble (500).' }],
    })
    stage.sandbox.records = [trying]
    const page = await stage.open('#/faults')
    const outcomes = page.getByRole('region', { name: 'Results' })
    const words = async (): Promise<string> => (await outcomes.innerText()).replaceAll(/\s+/g, ' ')
    await expectUntil(
      async () => /In Amplitude 0 In progress 1 Rejected 0 .*retry 10:00:00.0$/i.test(await words()),
      () => 'no outcomes',
    )
    stage.sandbox.send({
      ...trying,
      outcome: 'accepted',
      attempts: [...trying.attempts, { at: startOfTime + 2000, outcome: 'accepted' }],
    })
    await expectUntil(async () =>
      /In Amplitude 1 In progress 0 Rejected 0 .*accepted 10:00:00.0 · 10:00:02.0$/i.test(await words()),
    )
  })
})
