import type { BrowserContext, Page } from 'playwright-core'
import { useBrowser } from '../../helpers/use-browser'
import { html, startExperiment } from './page-parts'
import { Site } from './site'

/** What a test file works with: one site, and for each test a visitor with an empty profile. */
export interface Stage {
  readonly site: Site
  readonly visitor: BrowserContext
  /** Somebody else, on a device of their own. */
  newVisitor(): Promise<BrowserContext>
  /** A page of the visitor that fails the test if it throws or rejects. */
  newPage(): Promise<Page>
  /** Answers for these addresses of other hosts with what the site has at the same path, or at `place`. */
  answerFor(urls: string | RegExp, place?: (pathname: string) => string): Promise<unknown>
  /** Answers for Segment's own CDN, where analytics.js looks if it is not `window.analytics` and its script is not on https. */
  answerForSegmentsCdn(): Promise<unknown>
  /** Answers for Segment's own tracking endpoint, which analytics.js takes where a library breaks its settings. */
  answerForSegmentsApi(): Promise<unknown>
  /** Writes into the localStorage of every page before it begins. */
  store(entries: Readonly<Record<string, string>>): Promise<unknown>
  /** Serves a page of these parts at a path of every shop, and opens it in a new tab of the visitor. */
  open(path: string, ...parts: readonly string[]): Promise<Page>
  /** Goes to a page of these parts in the same tab. */
  goTo(page: Page, path: string, ...parts: readonly string[]): Promise<void>
  /** Starts the Experiment client on a page that is open already. */
  startExperiment(page: Page, flags?: readonly object[]): Promise<void>
}

/** Sets the stage with jest's hooks. After each test, no page may have thrown or left a rejection unhandled. */
export const useStage = (): Stage => {
  const site = new Site()
  const browser = useBrowser()
  let visitor: BrowserContext

  beforeAll(() => site.open())
  beforeEach(async () => {
    site.reset()
    visitor = await browser.newProfile()
  })
  afterAll(() => site.close())

  const answerFor: Stage['answerFor'] = (urls, place = (pathname) => pathname) =>
    visitor.route(urls, async (route) => {
      const { pathname } = new URL(route.request().url())
      const url = site.url(place(pathname), '127.0.0.1')
      const response = await route.fetch({ url }).catch(() => undefined)
      // The page may be gone.
      await (response ? route.fulfill({ response }) : route.abort()).catch(() => undefined)
    })

  const goTo: Stage['goTo'] = async (page, path, ...parts) => {
    site.page(path, html(...parts))
    // Not `load`, which waits for a script that a test holds back.
    await page.goto(site.url(path), { waitUntil: 'domcontentloaded' })
  }

  return {
    site,
    get visitor() {
      return visitor
    },
    newVisitor: () => browser.newProfile(),
    newPage: () => visitor.newPage(),
    answerFor,
    answerForSegmentsCdn: () => answerFor('https://cdn.segment.com/**'),
    answerForSegmentsApi: () => answerFor('https://api.segment.io/**'),
    store: (entries) =>
      visitor.addInitScript(
        `if (location.protocol === 'http:') Object.assign(localStorage, ${JSON.stringify(entries)})`,
      ),
    goTo,
    async open(path, ...parts) {
      const page = await visitor.newPage()
      await goTo(page, path, ...parts)
      return page
    },
    async startExperiment(page, flags) {
      await page.addScriptTag({ url: '/experiment.js' })
      await page.evaluate(startExperiment(flags))
      await page.waitForFunction('window.isStarted')
    },
  }
}
