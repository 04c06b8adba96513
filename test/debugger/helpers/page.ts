import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { until } from '../../helpers/until'
import { useBrowser } from '../../helpers/use-browser'
import { SandboxStub } from './sandbox-stub'

/** What a test file works with: one sandbox, and pages that may neither throw nor break their policy. */
export interface Stage {
  readonly sandbox: SandboxStub
  /** Opens the page at a hash in a window of its own. */
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>
}

/** Sets the stage with jest’s hooks. */
export const useStage = (): Stage => {
  const sandbox = new SandboxStub()
  const browser = useBrowser()

  beforeAll(() => sandbox.open())
  beforeEach(() => {
    sandbox.reset()
  })
  afterAll(() => sandbox.close())

  return {
    sandbox,
    async open(hash = '', options = {}) {
      const profile = await browser.newProfile({ viewport: { width: 1360, height: 900 }, ...options })
      profile.setDefaultTimeout(40_000)
      profile.on('console', (message) => {
        if (/Content.Security.Policy|violates/i.test(message.text())) browser.complain(message.text())
      })
      const page = await profile.newPage()
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

/** Waits until the list’s foot begins with these words. */
export const expectFoot = (page: Page, words: string): Promise<unknown> =>
  until(
    async () => (await textOf(page, '.foot')).startsWith(words),
    () => `the foot doesn’t begin with ${words}`,
  )

/** Shows everything of an event as JSON. */
export const openForms = async (page: Page): Promise<void> => {
  await page.locator('article.event').waitFor()
  const raw = page.getByRole('tab', { name: 'Raw' })
  // An event whose contents weren’t kept has none.
  if ((await raw.count()) === 0) return
  await raw.click()
  await page.locator('.json').first().waitFor()
}
