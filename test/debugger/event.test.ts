import type { Page } from 'playwright-core'
import { until as expectUntil } from '../helpers/until'
import { impression, RecordMaker, startOfTime } from './helpers/records'
import { sentByAnotherMapping, shopSession } from './helpers/shop-session'
import { expectText, textOf, useStage, openForms } from './helpers/page'

const stage = useStage()

const formRows = (page: Page): Promise<string[]> =>
  page
    .locator('.form-row:not(.head)')
    .evaluateAll((found) =>
      (found as unknown as { className: string; innerText: string }[]).map(
        ({ className, innerText }) =>
          `${className.replace('form-row ', '')}: ${innerText.replaceAll(/\s+/g, ' ')}`,
      ),
    )

const clipboard = (page: Page) => page.evaluate<string>('navigator.clipboard.readText()')

describe('one event', () => {
  it('shows both forms, with moved properties joined and the others grey', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-08')
    await expectText(page, 'Delivered: the variant changed from “control” to “treatment”.')
    expect(await page.locator('.verdict.out').count()).toBe(1)
    await expectText(page, 'Post-transformation · as sent')
    expect(await page.getByText('Differs from the default mapping').count()).toBe(0)
    await page.setViewportSize({ width: 1440, height: 900 })
    for (const part of ['.verdict', '.property', '.steps', '.form-row.head']) {
      const box = await page.locator(part).boundingBox()
      expect([part, (box?.y ?? Infinity) + (box?.height ?? 0) < 900]).toEqual([part, true])
    }
    expect(await page.locator('.form-row.same').count()).toBe(0)
    await page.getByRole('button', { name: 'Show 1 unchanged property' }).click()
    expect(await formRows(page)).toEqual([
      'moved: event $impression becomes event_type [Experiment] Impression',
      'moved: properties.flag_key hero-headline becomes [Experiment] Flag Key hero-headline',
      'moved: properties.variant treatment becomes [Experiment] Variant treatment',
      'moved: properties.experiment_key exp-1 becomes [Experiment] Experiment Key exp-1',
      expect.stringMatching(
        /^moved: properties.time \d+ becomes time 2026-11-23 10:02:04.998 UTC skew corrected by \+90 s$/,
      ) as string,
      'moved: messageId m-08 becomes insert_id m-08',
      'moved: userId user-48213 becomes user_id user-48213',
      'moved: anonymousId dev-4821-aaaa becomes device_id dev-4821-aaaa',
      expect.stringMatching(/^same: properties.metadata .* passes through as metadata /) as string,
    ])
    expect(await textOf(page, '.property')).toBe(
      '$set [Experiment] hero-headline before: control → after: treatment',
    )
    await expectText(page, 'This person was shown control before.')
  })

  it('says what’s wrong, and links to its section', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-05')
    const link = page.getByRole('link', { name: 'ID_MISSING' })
    expect(await link.getAttribute('href')).toMatch(/docs\/issues\.md#id_missing$/)
    await expectText(page, 'The event has no usable id, so Amplitude can’t tell who saw the variant.')
    expect(await textOf(page, '.sub')).toMatch(/^No usable id on \/products/)
  })

  it('starts with the reason if nothing was sent, and the person doesn’t change', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-05')
    await expectText(page, 'Not sent: the event has no usable id.')
    await expectText(page, 'The person’s property didn’t change: nothing was sent.')
    expect(await page.getByText('The person is in the experiment').count()).toBe(0)
    expect(await page.locator('.sub a').count()).toBe(0)
  })

  it('shows what a changed mapping sent, what the default one sends, and why they differ', async () => {
    stage.sandbox.records = [sentByAnotherMapping(new RecordMaker(), 'other')]
    const page = await stage.open('#/stream/other')
    await expectText(page, 'Delivered: the person is in the experiment, with “All Other Users”.')
    expect(await formRows(page)).toContain(
      'moved: properties.variant treatment becomes [Experiment] Variant All Other Users differs from the default mapping',
    )
    expect(await textOf(page, '.differences')).toBe(
      '[Experiment] Variant sent All Other Users instead of treatment ' +
        '“variant” is mapped to $.properties.metadata.segmentName, not to $.properties.variant.',
    )
    await expectText(page, 'In batch 3, event 17 of 1,000. 2 others of this batch were refused.')
    await openForms(page)
    await expectText(page, 'Post-transformation, as sent')
    await expectText(page, 'Post-transformation, as the default mapping sends it')
    await expectText(page, '"partner_id": "segment"')
  })

  it('says that the default mapping would send what the destination refused', async () => {
    const refused = new RecordMaker().of(impression({ id: 'refused', variant: 'a' }), {
      outcome: 'rejected',
      attempts: [{ at: startOfTime, outcome: 'rejected', reason: 'The mapping finds no variant. Check it.' }],
      subscription: { name: 'x', changed: [{ field: 'variant', mapping: '', usual: { '@path': '$.y' } }] },
    })
    stage.sandbox.records = [refused]
    const page = await stage.open('#/stream/refused')
    await expectText(page, 'Refused by the destination: The mapping finds no variant.')
    await expectText(page, 'The person’s property didn’t change: the event was refused.')
    await expectText(page, 'Nothing was sent, though the default mapping and settings would send this event.')
    await expectText(page, 'Post-transformation · nothing was sent')
  })

  it('says what isn’t known if the real Amplitude accepted it', async () => {
    stage.sandbox.amplitude = 'europe'
    stage.sandbox.records = [
      new RecordMaker().of(impression({ id: 'real', variant: 'a' }), { storage: null }),
    ]
    const page = await stage.open('#/stream/real')
    await expectText(page, 'Delivered: the person is in the experiment, with “a”.')
    await expectText(page, 'are known only of the sandbox’s own Amplitude.')
    expect(await textOf(page, '.property')).toBe('$set [Experiment] hero-headline = a')
  })

  it('shows every attempt', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-04')
    expect(await textOf(page, '.steps')).toBe(
      '10:00:59.998 Shown on the page 10:01:00.120 Received by the CDP 122 ms later ' +
        '10:01:01.500 The try failed 1.4 s later Amplitude throttles this person (429). ' +
        '10:01:03.600 Amplitude accepted it 2.1 s later',
    )
  })

  it('shows only the outcome if the sandbox couldn’t keep its contents', async () => {
    const [record] = shopSession()
    const omitted = 'The record of this event is over 1 MB. Only its outcome is kept.'
    stage.sandbox.records = [
      { ...record, id: 'm-1', pre: { event: '$impression' }, post: null, expected: null, omitted } as never,
    ]
    const page = await stage.open('#/stream/m-1')
    await expectText(page, omitted)
    await expectText(page, 'Amplitude accepted it')
    expect(await textOf(page, 'article.event')).not.toMatch(/sets no user property|nothing (is|was) sent/)
  })

  it('is copied as JSON, as a command and as a case of the corpus', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-08', { permissions: ['clipboard-read', 'clipboard-write'] })
    const copyJson = page.getByRole('button', { name: 'Copy JSON' })
    await copyJson.waitFor()
    // “Copied” stands for two seconds only, unless the clock does.
    await page.clock.install({ time: startOfTime })
    await page.clock.pauseAt(startOfTime + 3_600_000)
    await copyJson.click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const { id, pre, post, issues } = stage.sandbox.records[7] ?? {}
    expect(id).toBe('m-08')
    expect(JSON.parse(await clipboard(page))).toEqual({ pre, post, issues })
    const copyCurl = page.getByRole('button', { name: 'Copy curl, new id' })
    expect(await copyCurl.getAttribute('title')).toMatch(/^A command that sends this as a new event/)
    await copyCurl.click()
    await expectUntil(async () => (await clipboard(page)).startsWith('curl '))
    const command = await clipboard(page)
    expect(command).toContain(` '${stage.sandbox.url()}v1/track' `)
    expect(command).toMatch(/"messageId":"[0-9a-f-]{36}"/)
    expect(command).not.toContain('m-08')
    await page.getByRole('button', { name: 'Copy as case' }).click()
    await expectUntil(async () =>
      (await clipboard(page)).startsWith('mkdir -p test/corpus/impression-hero-headline-treatment\n'),
    )
  })
})
