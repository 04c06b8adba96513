import { impression, RecordMaker, recordedSession, shopSession } from './helpers/records'
import { accessibilityFindings } from '../browser/helpers/accessibility'
import { expectText, isTooWide, useStage } from './helpers/page'
import type { Page } from 'playwright-core'

const stage = useStage()

const ready = (text: string) => async (page: Page) => {
  await expectText(page, text)
}

const views: readonly (readonly [name: string, hash: string, arrange: (page: Page) => Promise<void>])[] = [
  ['the stream', '', ready('price-test')],
  [
    'the stream with its filters open',
    '',
    async (page) => {
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('combobox', { name: 'Variant' }).waitFor()
    },
  ],
  ['one event', '#/stream/m-08', ready('[Experiment] Flag Key')],
  ['an event that was refused', '#/stream/m-05', ready('Not sent: the event has 1 error.')],
  ['an event that is tried again', '#/stream/m-10', ready('Another try follows')],
  ['an event that is not here', '#/stream/nowhere', ready('This event is not here')],
  ['the people', '#/people', ready('changed variant')],
  ['one person', '#/people/user-48213', ready('User properties in Amplitude now')],
  ['the experiments', '#/experiments', ready('Duplicates removed')],
  ['inspect, empty', '#/inspect', ready('Inspect events')],
  [
    'inspect with events',
    '#/inspect',
    async (page) => {
      await page.getByRole('textbox').fill(`${recordedSession}{oops`)
      await expectText(page, '7 experiment events')
    },
  ],
  ['the estimate', '#/estimate', ready('2,400,000')],
  ['the faults', '#/faults', ready('Nothing goes wrong now.')],
]

const expectAccessible = async (page: Page): Promise<void> => {
  expect(await accessibilityFindings(page)).toEqual([])
  // Only colours differ between light and dark.
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await accessibilityFindings(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

describe('axe-core', () => {
  it.each(views)('finds nothing in %s, in light and dark, wide and narrow', async (_name, hash, arrange) => {
    stage.sandbox.records = shopSession()
    const page = await stage.open(hash)
    await arrange(page)
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('finds nothing without events, without a sandbox and with one that is lost', async () => {
    const empty = await stage.open()
    await ready('No event has arrived yet')(empty)
    await expectAccessible(empty)
    stage.sandbox.failing = 500
    const lost = await stage.open()
    await ready('The sandbox does not answer')(lost)
    await expectAccessible(lost)
    stage.sandbox.isStatic = true
    const alone = await stage.open()
    await ready('There is no sandbox here')(alone)
    await expectAccessible(alone)
  })
})

describe('the width', () => {
  it.each(views)('of %s is that of the window, from 360 px to 2,000 px', async (_name, hash, arrange) => {
    const long = 'flag-'.repeat(60)
    const maker = new RecordMaker()
    stage.sandbox.records = [
      ...shopSession(maker),
      maker.of(impression({ id: 'long', flag: long, variant: 'v'.repeat(300), device: 'd'.repeat(200) })),
    ]
    const page = await stage.open(hash)
    await arrange(page)
    for (const width of [360, 800, 2000]) {
      await page.setViewportSize({ width, height: 800 })
      expect([width, await isTooWide(page)]).toEqual([width, false])
    }
  })
})
