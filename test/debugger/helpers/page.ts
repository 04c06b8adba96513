import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { connectToBrowser } from '../../browser/helpers/connect-to-browser'
import { noteAll } from '../../browser/helpers/journal'
import { until } from '../../browser/helpers/until'
import { SandboxStub } from './sandbox-stub'

/** What a test file works with: one browser, one sandbox, and pages that may neither throw nor break their policy. */
export interface Stage {
  readonly sandbox: SandboxStub
  readonly browser: Browser
  /** Opens the page at a hash in a window of its own. */
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>
}

/** Sets the stage with jest’s hooks. */
export const useStage = (): Stage => {
  const sandbox = new SandboxStub()
  const failures: string[] = []
  const contexts: BrowserContext[] = []
  let browser: Browser

  beforeAll(async () => {
    await sandbox.open()
    browser = await connectToBrowser()
  })
  beforeEach(() => {
    sandbox.reset()
    failures.length = 0
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    expect(failures).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await sandbox.close()
  })

  return {
    sandbox,
    get browser() {
      return browser
    },
    async open(hash = '', options = {}) {
      const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options })
      contexts.push(context)
      noteAll(context)
      context.setDefaultTimeout(40_000)
      context.on('weberror', (error) => failures.push(String(error.error().stack)))
      context.on('console', (message) => {
        if (/Content.Security.Policy|violates/i.test(message.text())) failures.push(message.text())
      })
      const page = await context.newPage()
      await page.goto(sandbox.url(hash))
      await until(
        () => isListening(page),
        () => 'the page does not start',
      )
      return page
    },
  }
}

/** After its first frame the page begins to follow its address, and last of all puts its view into the title. */
const isListening = async (page: Page): Promise<boolean> => (await page.title()).includes(' · ')

/** Waits until the page has everything that the sandbox has, and draws nothing more by itself. */
export const expectAllDrawn = async (page: Page): Promise<void> => {
  await page.locator('.connection.live').waitFor()
  // What was asked to be drawn before is drawn first.
  await page.evaluate('new Promise(requestAnimationFrame)')
}

/** Whether anything makes the page wider than its window. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')

/** What the page reads like, in one line. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ').trim()

/** Waits until a text can be seen. */
export const expectText = (
  within: Page | Locator,
  text: string,
  options: { readonly exact?: boolean } = {},
): Promise<void> => within.getByText(text, options).first().waitFor()
