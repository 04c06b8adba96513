import type { Page } from 'playwright-core'
import { isRudderstackLive, rudderstackSdk } from './rudderstack-page'
import type { ArrivedEvent } from './site'
import { useStage, type Stage } from './stage'

export interface RudderstackStage {
  readonly stage: Stage
  /** Waits until the SDK accepts events. */
  readonly live: (page: Page) => Promise<unknown>
  /** Lets all timers run for five seconds, then sends a plain event from the page and waits for it. */
  readonly flush: (page: Page, name?: string) => Promise<void>
  /** Expects an impression to have its own time and the address of the page `/a`. */
  readonly expectToBeOfPageA: (impression: ArrivedEvent | undefined) => void
}

/** Sets up pages with RudderStack's real SDK and the real Experiment JS client. */
export const useRudderstack = (): RudderstackStage => {
  const stage = useStage()

  beforeAll(() => {
    stage.site.sdk('/rudderstack.js', rudderstackSdk())
  })

  return {
    stage,
    live: (page) => page.waitForFunction(isRudderstackLive),
    async flush(page, name = 'Last') {
      await page.clock.runFor(5000)
      await page.evaluate(`rudderanalytics.track('${name}')`)
      await stage.site.event(name)
    },
    expectToBeOfPageA(impression) {
      const url = stage.site.url('/a')
      expect(impression).toMatchObject({
        originalTimestamp: new Date(impression?.properties['time'] as number).toISOString(),
        context: { page: { path: '/a', url, tab_url: url, search: '' } },
      })
    },
  }
}
