import type { Page } from 'playwright-core'
import { until as expectUntil } from '../helpers/until'
import { shopSession } from './helpers/shop-session'
import { expectAllDrawn, expectFoot, expectText, useStage } from './helpers/page'

const stage = useStage()

const expectConnection = (page: Page, words: string) =>
  page.locator('.connection', { hasText: words }).waitFor()

/** Whether nothing of the header wraps, is cut off or overlaps, at widths from a phone to a desktop. */
const expectOneLine = async (page: Page): Promise<void> => {
  for (const width of [360, 481, 700, 901, 1000, 1201]) {
    await page.setViewportSize({ width, height: 740 })
    const trouble = await page.evaluate<string[]>(`(() => {
      const header = document.querySelector('.top')
      const parts = [...header.querySelectorAll('.brand, .menu, .views > a, .connection')].filter((part) => part.offsetWidth > 0)
      const boxes = parts.map((part) => part.getBoundingClientRect())
      const isOff = ({ left, right, top, bottom }, index) =>
        left < 0 || right > innerWidth || top < 0 || bottom > 60 || (index > 0 && left < boxes[index - 1].right)
      return parts.filter((_, index) => isOff(boxes[index], index)).map((part) => part.innerText)
    })()`)
    expect([width, ...trouble]).toEqual([width])
  }
}

describe('the connection', () => {
  it('catches up with events that arrived while it was cut', async () => {
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

  it('fetches everything again after a reset', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await expectFoot(page, '11 events')
    await expectAllDrawn(page)
    stage.sandbox.records = shopSession().slice(0, 2)
    stage.sandbox.sendReset()
    await expectFoot(page, '2 events')
  })

  it('fetches everything again after a reset during a fetch', async () => {
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

  it('polls without a stream', async () => {
    stage.sandbox.hasStream = false
    stage.sandbox.records = shopSession().slice(0, 2)
    const page = await stage.open()
    await expectConnection(page, 'every 2 s')
    stage.sandbox.records = shopSession()
    await expectFoot(page, '11 events')
    await expectOneLine(page)
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('link', { name: 'Estimate' }).click()
    await page.getByRole('heading', { name: 'Estimate impressions' }).waitFor()
  })

  it('says that the sandbox is lost, keeps its events, and comes back', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open()
    await expectFoot(page, '11 events')
    const { port } = stage.sandbox
    await stage.sandbox.close()
    await expectConnection(page, 'Sandbox lost')
    await expectFoot(page, '11 events')
    await expectOneLine(page)
    await stage.sandbox.open(port)
    await page.locator('.connection.live').waitFor()
  })

  it('says what it’s doing before anything has arrived', async () => {
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
