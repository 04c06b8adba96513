import type { Page } from 'playwright-core'
import { isMparticleLive, MparticleServers, mparticleSdk, mparticleSnippet } from './mparticle-page'
import { useStage, type Stage } from './stage'

export interface MparticleStage {
  readonly stage: Stage
  readonly servers: MparticleServers
  /** Waits until the SDK knows the person. */
  readonly live: (page: Page) => Promise<unknown>
  /** Lets all timers run for five seconds, then sends a plain event from the page and waits for it. */
  readonly flush: (page: Page, name?: string) => Promise<void>
}

/**
 * Sets up pages with mParticle's real SDK and the real Experiment JS client. The browser plays mParticle's servers: the sandbox
 * speaks only Segment's protocol.
 */
export const useMparticle = (): MparticleStage => {
  const stage = useStage()
  const servers = new MparticleServers()

  beforeAll(() => {
    stage.site.sdk('/mparticle.js', mparticleSdk())
  })
  beforeEach(async () => {
    servers.reset()
    await servers.answerIn(stage.visitor)
  })

  return {
    stage,
    servers,
    live: (page) => page.waitForFunction(isMparticleLive),
    async flush(page, name = 'Last') {
      await page.clock.runFor(5000)
      await page.evaluate(`mParticle.logEvent('${name}')`)
      await servers.event(name)
    },
  }
}

/** The snippet of a site that identifies its visitor on each page. */
export const snippetOf = (customerid?: string, config: object = {}): string =>
  mparticleSnippet({
    ownConfig: { ...config, ...(customerid && { identifyRequest: { userIdentities: { customerid } } }) },
  })
