import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { mostReadInOneTurn } from './helpers/turns'
import { impression, RecordMaker, type TestRecord } from './helpers/records'
import { shopSession } from './helpers/shop-session'
import { expectFoot, expectText, useStage } from './helpers/page'

const stage = useStage()

const recordsOf = (maker: RecordMaker, from: number, count: number): TestRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index
    return maker.of(
      impression({
        id: `b-${String(number)}`,
        variant: 'abc'[number % 3],
        device: `device-${String(number % 700)}`,
        after: number,
      }),
    )
  })

const total = 4000

describe('a burst', () => {
  it('loses no row', async () => {
    const maker = new RecordMaker()
    const page = await stage.open()
    await expectText(page, 'No events yet')
    for (let from = 0; from < total; from += 50) stage.sandbox.send(...recordsOf(maker, from, 50))
    await expectFoot(page, '4,000 events')
  })

  it('is counted in the experiments too', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = recordsOf(maker, 0, 6000)
    const page = await stage.open('#/experiments')
    await expectText(page, '6,000 impressions')
    for (let from = 6000; from < 8000; from += 100) stage.sandbox.send(...recordsOf(maker, from, 100))
    await expectText(page, '8,000 impressions')
  })

  it('of 10,000 events at once, as a list, leaves the page turns for other work', async () => {
    stage.sandbox.records = recordsOf(new RecordMaker(), 0, 10_000)
    let open = (): void => undefined
    stage.sandbox.gate = new Promise((resolve) => {
      open = resolve
    })
    const page = await stage.open()
    await expectText(page, 'Fetching events …')
    const most = await mostReadInOneTurn(page, async () => {
      open()
      await expectFoot(page, '10,000 events')
    })
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(500)
  })
})

describe('the first view', () => {
  it('takes at most 100 kB of JavaScript, gzipped, and nothing from elsewhere', async () => {
    const dist = join(__dirname, '../../packages/debugger/dist')
    const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'))
    const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0)
    expect(bytes).toBeLessThan(100_000)
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await page.reload()
    await expectText(page, 'price-test')
    expect(requested.filter((url) => !url.startsWith(stage.sandbox.url()))).toEqual([])
  })
})
