import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, loadFromNpm, npm, plugin, showing, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

const create = 'window.experimentIntegration = npm.createExperimentIntegration'

describe('analytics.js', () => {
  it.each([
    ['the snippet 4.15', [snippet({ version: 4 })]],
    ['the snippet as `instance`', [snippet(), npm(`${create}({ instance: analytics })`)]],
    ['AnalyticsBrowser on window', [npm(`window.analytics = ${loadFromNpm()}`)]],
  ])('can be %s', async (_form, parts) => {
    await stage.open('/', ...parts, plugin(), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ event: '$impression', context: { page: { path: '/' } } })
  })

  it('can be an AnalyticsBrowser that loaded long ago', async () => {
    const page = await stage.open('/', npm(`window.own = ${loadFromNpm()}`))
    await page.waitForFunction('own.instance && own.instance.initialized')
    await page.evaluate(`${create}({ instance: own }); undefined`)
    await stage.startExperiment(page)
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('can be the Analytics instance itself', async () => {
    const page = await stage.open('/', npm(`window.own = ${loadFromNpm()}`))
    await page.waitForFunction('own.instance && own.instance.initialized')
    await page.evaluate(`${create}({ instance: own.instance }); undefined`)
    await page.evaluate(showing())
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('delays nothing if a destination never gets ready', async () => {
    const never =
      code(`analytics.register({ name: 'never', type: 'destination', version: '1', isLoaded: () => false,
      load: () => new Promise(() => {}), ready: () => new Promise(() => {}) })
      analytics.ready(() => { window.isReady = true })`)
    const page = await stage.open('/', snippet(), never, plugin(), webExperiment())
    await stage.site.impressionsArrived(1)
    expect(await page.evaluate('window.isReady')).toBeUndefined()
  })
})

describe('the search for analytics.js', () => {
  it.each([
    ['the snippet', [snippet(), plugin()]],
    ['AnalyticsBrowser', [npm(`${create}({ instance: ${loadFromNpm()} })`)]],
  ])('isn’t needed if %s announces that it is live', async (_form, parts) => {
    // The plugin's own timers never fire, neither the early nor the late ones.
    const neverLook = code(`
      const later = window.setTimeout
      window.setTimeout = (work, ms, ...rest) => (ms === 50 || ms === 1000 ? 0 : later(work, ms, ...rest))`)
    await stage.open('/', neverLook, ...parts, webExperiment())
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  /** Counts the reads of `window.analytics`, which never appears. */
  const countLooks = code(`
    window.looks = 0
    Object.defineProperty(window, 'analytics', { configurable: true, get() { looks += 1 } })`)

  const timersIn = async (page: Page, ms: number): Promise<number> => {
    await page.evaluate('timers = 0')
    await page.clock.runFor(ms)
    return page.evaluate<number>('timers')
  }

  /** Counts the timers that the page sets, on top of the test's clock. */
  const countTimers = code(`
    window.timers = 0
    const setLater = window.setTimeout
    window.setTimeout = (...args) => { timers += 1; return setLater(...args) }
    window.setInterval = () => { timers += 1000 }`)

  const openStill = async (...parts: readonly string[]): Promise<Page> => {
    await stage.visitor.clock.install({ time: 0 })
    await stage.visitor.clock.pauseAt(1000)
    return stage.open('/', countTimers, ...parts)
  }

  it('is frequent for a second, then stops if no impression waits', async () => {
    const page = await openStill(countLooks, plugin())
    expect(await timersIn(page, 1000)).toBeGreaterThan(10)
    await timersIn(page, 2000)
    expect(await timersIn(page, 60_000)).toBe(0)
  })

  it('continues once a second while an impression waits', async () => {
    const page = await openStill(countLooks, plugin())
    await timersIn(page, 3000)
    await page.evaluate(showing())
    const timers = await timersIn(page, 60_000)
    expect(timers).toBeGreaterThan(50)
    expect(timers).toBeLessThanOrEqual(61)
  })

  it('stops once analytics.js is live', async () => {
    const fake = code(
      `window.analytics = { initialized: true, queue: { plugins: [] }, on() {}, register() {}, track() {},
        user: () => ({ id() {}, anonymousId: () => 'ANON-1', traits() {} }) }`,
    )
    const page = await openStill(fake, plugin())
    await page.evaluate(showing())
    expect(await timersIn(page, 60_000)).toBeLessThanOrEqual(1)
  })
})

describe('the page’s own globals', () => {
  it('stay as they were, and get no additions', async () => {
    const before = `(window.before = new Set(Object.getOwnPropertyNames(window)))`
    const page = await stage.open('/', code(`${before}; window.Experiment = { mine: true }`), plugin())
    await page.waitForFunction('window.experimentIntegration')
    expect(
      await page.evaluate(`Object.getOwnPropertyNames(window).filter((name) => !before.has(name)).sort()`),
    ).toEqual(['Experiment', 'ExperimentImpressions', 'before', 'experimentIntegration'])
    expect(await page.evaluate('Experiment')).toEqual({ mine: true })
    expect(await page.evaluate('"analytics" in window')).toBe(false)
  })

  it('keep the Experiment JS client, before or after the script', async () => {
    const own = code('window.experimentClientGlobal = Experiment')
    const page = await stage.open(
      '/',
      snippet(),
      '<script src="/experiment.js"></script>',
      own,
      plugin(),
      webExperiment(),
    )
    await stage.site.impressionsArrived(1)
    expect(await page.evaluate('typeof Experiment.initialize')).toBe('function')
  })

  it('can write to the integration, which isn’t frozen', async () => {
    const page = await stage.open('/', plugin())
    expect(
      await page.evaluate(`'use strict'; experimentIntegration.type = 'other'; experimentIntegration.track = () => false;
        experimentIntegration.mine = 1; Object.isExtensible(experimentIntegration)`),
    ).toBe(true)
  })
})
