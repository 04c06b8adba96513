import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import { notePages } from './journal'

export interface TestBrowser {
  /** Opens an empty profile. The test fails if one of its pages throws or leaves a rejection unhandled. */
  newProfile(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Makes the test fail after its pages are closed. */
  complain(what: string): void
}

/** Connects to the Chromium that `test/setup/browser.mjs` started, with Jest's hooks. Profiles last for one test. */
export const useBrowser = (): TestBrowser => {
  const profiles: BrowserContext[] = []
  const complaints: string[] = []
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.connect(process.env['TEST_BROWSER'] ?? '')
  })
  afterEach(async () => {
    await Promise.all(profiles.splice(0).map((profile) => profile.close()))
    expect(complaints.splice(0)).toEqual([])
  })
  // Closes this connection only: other files use the same Chromium.
  afterAll(() => browser.close())

  const complain = (what: string): void => {
    complaints.push(what)
  }
  return {
    complain,
    async newProfile(options) {
      const profile = await browser.newContext(options)
      profiles.push(profile)
      notePages(profile)
      // Playwright reports uncaught exceptions and unhandled rejections alike.
      profile.on('weberror', (error) => {
        complain(String(error.error().stack))
      })
      return profile
    },
  }
}
