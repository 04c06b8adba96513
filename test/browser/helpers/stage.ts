import type { BrowserContext, Page } from 'playwright-core'
import { useBrowser } from '../../helpers/use-browser'
import { html, startExperiment } from './page-parts'
import { Site } from './site'

/** One site for a test file, and for each test a visitor with an empty profile. */
export interface Stage {
  readonly site: Site
  readonly visitor: BrowserContext
  /** Opens the profile of another visitor, on another device. */
  newVisitor(): Promise<BrowserContext>
  /** Opens a page of the visitor. The test fails if it throws or leaves a rejection unhandled. */
  newPage(): Promise<Page>
  /** Answers requests to these addresses from the site, at the same path or at `place`. */
  answerFor(urls: string | RegExp, place?: (pathname: string) => string): Promise<unknown>
  /** Answers for Segment's CDN, which analytics.js uses if it isn't `window.analytics` and its script isn't on https. */
  answerForSegmentsCdn(): Promise<unknown>
  /** Answers for Segment's tracking endpoint, which analytics.js uses if a library breaks its settings. */
  answerForSegmentsApi(): Promise<unknown>
  /** Writes entries to the localStorage of every page before it loads. */
  store(entries: Readonly<Record<string, string>>): Promise<unknown>
  /** Serves a page of these parts at a path of every shop, and opens it in the visitor's new tab. */
  open(path: string, ...parts: readonly string[]): Promise<Page>
  /** Serves a page of these parts, and opens it in this tab. */
  goTo(page: Page, path: string, ...parts: readonly string[]): Promise<void>
  /** Starts the Experiment client on an open page. */
  startExperiment(page: Page, flags?: readonly object[]): Promise<void>
}

/** Sets up the stage with Jest's hooks. A test fails if a page throws or leaves a rejection unhandled. */
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
      // The page may have closed.
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
