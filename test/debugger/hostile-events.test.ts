import type { Page } from 'playwright-core'
import { until as expectUntil } from '../helpers/until'
import { corpusEvents, impression, RecordMaker, startOfTime } from './helpers/records'
import { expectFoot, expectText, textOf, useStage, openForms } from './helpers/page'

const stage = useStage()

/** Goes to an event of the list; the one that was looked at before is gone by then. */
const goToEvent = async (page: Page, id: string): Promise<void> => {
  await page.goto(stage.sandbox.url('#/stream/nowhere'))
  await expectText(page, 'This event isn’t here')
  await page.goto(stage.sandbox.url(`#/stream/${encodeURIComponent(id)}`))
  await page.locator('article.event').waitFor()
}

describe('a hostile event', () => {
  const long = 'x'.repeat(1_000_000)
  const markup = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'

  const hostile = (): ReturnType<RecordMaker['of']>[] => {
    const maker = new RecordMaker()
    return [
      maker.of(
        impression({
          id: markup,
          flag: markup,
          variant: markup,
          device: markup,
          path: markup,
          properties: { [markup]: markup },
        }),
      ),
      maker.of(
        impression({
          id: 'long',
          flag: 'f'.repeat(900),
          variant: 'v',
          properties: { long, nested: { long } },
        }),
      ),
      maker.of(
        impression({
          id: 'rtl',
          flag: 'a\u202Eb\u0000c',
          variant: '\u2066right\u2069 שלום',
          device: 'device-\u200Frtl',
        }),
      ),
      maker.of(
        JSON.parse(
          JSON.stringify(impression({ id: 'proto', flag: '__proto__', variant: 'constructor' })).replace(
            '"metadata":',
            '"__proto__":{"polluted":true},"toString":1,"metadata":',
          ),
        ),
      ),
      maker.of(impression({ id: 'reason', variant: 'a', device: 'device-r' }), {
        outcome: 'rejected',
        attempts: [{ at: startOfTime, outcome: markup, reason: markup + long }],
      }),
      maker.of(impression({ id: 'mapping', variant: 'a', device: 'device-r' }), {
        post: { event_type: markup, event_properties: { [markup]: long }, user_id: [[markup]] } as never,
        subscription: {
          name: markup,
          changed: [
            { field: 'user_id', mapping: { '@path': [markup] }, usual: markup },
            { field: markup, mapping: long, usual: {} },
          ],
        },
      }),
      {
        ...maker.of(impression({ id: 'issue', variant: 'a' })),
        issues: [{ code: markup, severity: markup, path: [markup, {}], params: {} } as never],
      },
      {
        id: 'odd',
        pre: [[[]]],
        post: { event_type: 7 },
        issues: {},
        outcome: {},
        attempts: 'x',
        userProperties: 4,
      } as never,
      { id: 7 } as never,
      null as never,
    ]
  }

  it('is only text, in every view', async () => {
    stage.sandbox.records = hostile()
    const page = await stage.open()
    await expectUntil(async () => (await textOf(page, '.foot')).startsWith('8 events'))
    for (const { id } of hostile().slice(0, 8)) {
      await goToEvent(page, id)
      await openForms(page)
    }
    for (const [view, shown] of [
      ['people', 'Pick a person'],
      [`people/${encodeURIComponent(markup)}`, 'Anonymous so far'],
      ['experiments', 'Each person counts for the first variant they saw.'],
      ['faults', 'No faults are active.'],
    ] as const) {
      await page.goto(stage.sandbox.url(`#/${view}`))
      await expectText(page, shown)
    }
    expect(await page.evaluate('[window.broken, ({}).polluted, document.images.length]')).toEqual([
      undefined,
      undefined,
      0,
    ])
  })

  it('escapes characters that would turn the text around', async () => {
    stage.sandbox.records = hostile()
    const page = await stage.open('#/stream/rtl')
    expect(await textOf(page, 'article h2')).toBe(String.raw`a\u202eb\u0000c → \u2066right\u2069 שלום`)
  })

  it('doesn’t make the page slow or wide', async () => {
    stage.sandbox.records = hostile()
    const page = await stage.open('#/stream/long')
    await page.locator('article.event').waitFor()
    expect(await page.evaluate<number>('document.body.innerText.length')).toBeLessThan(20_000)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  it('shows no secret', async () => {
    const maker = new RecordMaker()
    const event = {
      ...impression({ id: 'secret', variant: 'a' }),
      writeKey: 'SECRET-1',
      context: { api_key: 'SECRET-2' },
    }
    stage.sandbox.records = [maker.of(event)]
    const page = await stage.open('#/stream/secret')
    await openForms(page)
    await expectText(page, '"writeKey": "(hidden)"')
    expect(await page.evaluate<string>('document.documentElement.outerHTML')).not.toContain('SECRET')
  })

  it('shows up, whatever is wrong with it: every event of the corpus', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = Array.from(corpusEvents, ([name, event]) =>
      maker.of({ ...event, messageId: name }),
    )
    const isOther = ({ issues }: (typeof stage.sandbox.records)[number]) =>
      issues.some(({ code }) => code === 'NOT_EXPERIMENT_EVENT')
    const others = stage.sandbox.records.filter(isOther).length
    const page = await stage.open()
    await expectFoot(page, `${String(corpusEvents.size - others)} events`)
    await page.getByRole('button', { name: `other calls ${String(others)}` }).waitFor()
    for (const name of corpusEvents.keys()) await goToEvent(page, name)
    expect(await page.locator('article.event').count()).toBe(1)
  }, 180_000)
})
