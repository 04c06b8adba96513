import { impression, useFakeTimers } from './helpers/integration.js'
import { createAnalytics } from './helpers/live-analytics.js'
import { usePage } from './helpers/page.js'

const page = usePage()
useFakeTimers()

interface Integration {
  readonly name: string
  readonly setup?: unknown
  readonly track: (event: object) => boolean
}

/** Runs a script-tag build as the browser does. `attributes` are those of the script. */
const run = async (entry: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> => {
  const { document } = page.window as { readonly document: Document }
  const script = document.createElement('script')
  script.src = 'https://cdn.test/experiment-impressions.min.js'
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value)
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true })
  await jest.isolateModulesAsync(() => import(`../src/${entry}.js`))
}

const integration = (): Integration => page.window['experimentIntegration'] as Integration

describe.each([
  ['script-tag', 'createExperimentIntegration'],
  ['rudderstack/script-tag', 'createRudderstackIntegration'],
  ['mparticle/script-tag', 'createMparticleIntegration'],
])('%s', (entry, factory) => {
  it('sets the integration and its factory on window', async () => {
    await run(entry)
    expect(integration().name).toBe('experiment-impressions')
    const { [factory]: create } = page.window['ExperimentImpressions'] as Record<string, () => Integration>
    expect(create?.()).toMatchObject({ name: 'experiment-impressions', type: 'integration' })
  })

  it('reads options from attributes, and prefers those on window', async () => {
    await run(entry, { 'data-experiment-impressions-skip-setup': 'true' })
    expect(integration().setup).toBeUndefined()
    page.window['experimentIntegration'] = undefined
    page.window['experimentImpressions'] = { skipSetup: false }
    await run(entry, { 'data-experiment-impressions-skip-setup': 'true' })
    expect(integration().setup).toBeDefined()
  })

  it('keeps the first integration if the script is on the page twice', async () => {
    await run(entry)
    const first = integration()
    await run(entry)
    expect(integration()).toBe(first)
  })

  it('replaces the integration of another package', async () => {
    page.window['experimentIntegration'] = { name: 'other' }
    await run(entry)
    expect(integration().name).toBe('experiment-impressions')
  })

  it('works without `document.currentScript`, as in a module', async () => {
    const { document } = page.window as { readonly document: Document }
    Object.defineProperty(document, 'currentScript', { value: null, configurable: true })
    await jest.isolateModulesAsync(() => import(`../src/${entry}.js`))
    expect(integration().track(impression)).toBe(true)
  })

  it('never throws into the page', async () => {
    Object.defineProperty(page.window, 'experimentIntegration', {
      get() {
        throw new Error('broken')
      },
    })
    await expect(run(entry)).resolves.toBeUndefined()
  })
})

it('hands impressions over even if the debug file can’t load', async () => {
  const analytics = createAnalytics()
  const track = jest.spyOn(analytics, 'track')
  page.window['analytics'] = analytics
  await run('script-tag', { 'data-experiment-impressions-debug': 'true' })
  integration().track(impression)
  expect(track).toHaveBeenCalledTimes(1)
  await jest.advanceTimersByTimeAsync(1000)
})
