import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, flag, npm, plugin, snippet, webExperiment, withoutSetupTimeout } from './helpers/page-parts'

const stage = useStage()

const storeAnonymousId = (): Promise<unknown> => stage.store({ ajs_anonymous_id: '"ANON-1"' })

/** Calls `setup`, and records when it settles. */
const callSetup = (page: Page): Promise<unknown> =>
  page.evaluate(
    `void experimentIntegration.setup({}).then(() => { window.settled = true }); Promise.resolve().then(() => Promise.resolve()).then(() => window.settled)`,
  )

const openStill = async (...parts: readonly string[]): Promise<Page> => {
  await stage.visitor.clock.install({ time: 0 })
  await stage.visitor.clock.pauseAt(1000)
  return stage.open('/', ...parts)
}

describe('setup', () => {
  it('settles at once if an anonymous id is stored', async () => {
    await storeAnonymousId()
    stage.site.hold('script')
    expect(await callSetup(await openStill(snippet(), plugin()))).toBe(true)
  })

  it.each([
    [
      'is blocked',
      () => {
        stage.site.fail('script', 404)
      },
    ],
    ['hangs', () => stage.site.hold('script')],
    ['has settings that hang', () => stage.site.hold('settings')],
    [
      'has settings that fail',
      () => {
        stage.site.fail('settings', 500)
      },
    ],
  ])('settles within a second if Segment %s', async (_how, cause) => {
    cause()
    const page = await openStill(snippet(), plugin())
    expect(await callSetup(page)).toBeUndefined()
    await page.clock.runFor(900)
    expect(await page.evaluate('window.settled')).toBeUndefined()
    await page.clock.runFor(100)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles within a second without Segment', async () => {
    const page = await openStill(plugin())
    await callSetup(page)
    await page.clock.runFor(1000)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles as soon as Segment is live', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open('/', withoutSetupTimeout, snippet(), plugin())
    await callSetup(page)
    release()
    await page.waitForFunction('window.settled')
    expect(await page.evaluate('experimentIntegration.getUser().device_id')).toBe(
      await page.evaluate('analytics.user().anonymousId()'),
    )
  })

  it('settles even if analytics.js throws', async () => {
    const broken = `window.analytics = { initialized: true, user() { throw new Error('broken') }, track() { throw new Error('broken') },
      register() { throw new Error('broken') } }`
    const page = await openStill(code(broken), plugin())
    await callSetup(page)
    await page.clock.runFor(1000)
    expect(await page.evaluate('window.settled')).toBe(true)
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
  })
})

describe('behind an ad blocker', () => {
  it('lets client.start() of the Experiment JS client settle and request remote flags', async () => {
    const { site } = stage
    site.fail('script', 404)
    const own = `
      window.client = Experiment.initialize('client-key', { serverUrl: location.origin, flagsServerUrl: location.origin, pollOnStart: false })
      client.addPlugin(npm.createExperimentIntegration())
      client.start().then(() => { window.isClientStarted = true })`
    const page = await stage.open('/', snippet(), '<script src="/experiment.js"></script>', npm(own))
    await page.waitForFunction('window.isClientStarted')
    expect(site.count('flags')).toBeGreaterThan(0)
    expect(site.count('variants')).toBeGreaterThan(0)
  })

  it('shows variants, and keeps their impressions on the device', async () => {
    stage.site.fail('script', 404)
    const page = await stage.open(
      '/',
      snippet(),
      plugin(),
      webExperiment([flag(), flag({ key: 'holdout-1' })]),
    )
    await page.waitForFunction(
      `Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:')).length === 2`,
    )
    expect(await page.evaluate('shown')).toBe('treatment')
    expect(await page.evaluate(`localStorage.getItem('EXP_unsent_$default_instance')`)).toBeNull()
  })
})
