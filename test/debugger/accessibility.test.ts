import { otherCallRecord } from '@experiment-impressions/inspection'
import { accessibilityFindings } from '../helpers/accessibility'
import type { Page } from 'playwright-core'
import { impression, RecordMaker, recordedSession } from './helpers/records'
import { sentByAnotherMapping, shopSession } from './helpers/shop-session'
import { expectText, isTooWide, useStage } from './helpers/page'

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
      await page.getByRole('searchbox').fill('pric-test kindd:impression')
      await page.getByRole('button', { name: 'Fields and keys' }).click()
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('combobox', { name: 'Variant' }).waitFor()
    },
  ],
  ['one event', '#/stream/m-08', ready('[Experiment] Flag Key')],
  [
    'an event as JSON',
    '#/stream/m-08',
    async (page) => {
      await page.getByRole('tab', { name: 'Raw' }).click()
      await expectText(page, '"hero-headline"')
    },
  ],
  ['a call that isn’t an experiment event', '#/stream/near?q=is:other', ready('EVENT_NAME_MISSPELLED')],
  ['an event that was refused', '#/stream/m-05', ready('Not sent: ')],
  ['an event that is tried again', '#/stream/m-10', ready('Another attempt follows')],
  ['an event that another mapping sent', '#/stream/m-12', ready('Differs from the default mapping')],
  ['an event that is not here', '#/stream/nowhere', ready('This event isn’t here')],
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
  ['the estimate', '#/estimate', ready('100,000 tracked users')],
  ['the faults', '#/faults', ready('No faults are active.')],
]

const expectAccessible = async (page: Page): Promise<void> => {
  expect(await accessibilityFindings(page)).toEqual([])
  // Only colours differ between light and dark.
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await accessibilityFindings(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The shop's session, what another mapping sent, and a flag, a variant and a device whose names are longer than any window. */
const sessionWithLongNames = () => {
  const maker = new RecordMaker()
  const long = { flag: 'flag-'.repeat(60), variant: 'v'.repeat(300), device: 'd'.repeat(200) }
  return [
    ...shopSession(maker),
    sentByAnotherMapping(maker, 'm-12'),
    maker.of(impression({ id: 'long', ...long })),
  ]
}

const expectToFit = async (page: Page, width: number): Promise<void> => {
  await page.setViewportSize({ width, height: 740 })
  expect([width, await isTooWide(page)]).toEqual([width, false])
}

describe('the page', () => {
  it.each(views)(
    'of %s is clean to axe-core, light and dark, wide and narrow, and never wider than its window',
    async (_name, hash, arrange) => {
      stage.sandbox.records = sessionWithLongNames()
      stage.sandbox.calls = [otherCallRecord(impression({ id: 'near', event: '$Impression' }), 'near')]
      const page = await stage.open(hash)
      await arrange(page)
      await expectAccessible(page)
      for (const width of [2000, 800, 360]) await expectToFit(page, width)
      expect(await accessibilityFindings(page)).toEqual([])
    },
  )

  it.each([
    ['the faults', '#/faults', 'Faults aren’t available'],
    ['the experiments', '#/experiments', 'can’t be seen from here'],
    ['one person', '#/people/user-48213', 'Not known here'],
  ])('of %s is clean to axe-core where events go to the real Amplitude', async (_name, hash, text) => {
    stage.sandbox.amplitude = 'europe'
    stage.sandbox.records = shopSession()
    const page = await stage.open(hash)
    await expectText(page, text)
    await expectAccessible(page)
  })

  it('of an event far down the list is clean to axe-core', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = Array.from({ length: 300 }, (_, index) =>
      maker.of(impression({ id: `id-${String(index)}`, variant: 'a', device: `device-${String(index)}` })),
    )
    const page = await stage.open('#/stream/id-0')
    await expectText(page, 'Post-transformation · as sent')
    await expectText(page, '300 events')
    await expectAccessible(page)
  })

  it('is clean to axe-core without events, without a sandbox and with one that is lost', async () => {
    const empty = await stage.open()
    await ready('No events yet')(empty)
    await expectAccessible(empty)
    stage.sandbox.failing = 500
    const lost = await stage.open()
    await ready('The sandbox isn’t answering')(lost)
    await expectAccessible(lost)
    stage.sandbox.isStatic = true
    const alone = await stage.open()
    await ready('There’s no sandbox here')(alone)
    await expectAccessible(alone)
  })
})
