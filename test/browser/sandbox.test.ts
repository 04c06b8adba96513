import { endpointsAt } from '@experiment-impressions/delivery'
import {
  playSession,
  readRecordedSession,
  sandboxProject,
  startSandbox,
  type Sandbox,
} from '@experiment-impressions/sandbox'
import { useStage } from './helpers/stage'
import { html, npm, plugin, snippet, webExperiment } from './helpers/page-parts'
import { firstRecord } from './helpers/first-record'

/** Impressions from a page through the real analytics.js and the real destination into the sandbox's Amplitude. */

const stage = useStage()
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterEach(() => sandbox.close())

/** Opens a page on this machine: the sandbox accepts calls from no other. */
async function open(...parts: readonly string[]) {
  stage.site.page('/products', html(...parts))
  const page = await stage.newPage()
  await page.goto(stage.site.url('/products', '127.0.0.1'))
  return page
}

async function expectAccepted(): Promise<void> {
  expect(await firstRecord(sandbox)).toMatchObject({
    outcome: 'accepted',
    issues: [],
    pre: { event: '$impression' },
    post: { event_type: '[Experiment] Impression' },
  })
  const device = String(sandbox.events()[0]?.post?.['device_id'])
  expect(sandbox.user(device)?.userProperties).toEqual({ '[Experiment] hero-headline': 'treatment' })
}

it('turns an impression from the snippet into a user property', async () => {
  const ownSnippet = snippet().replaceAll('http://cdn.segment.test:{port}', sandbox.url)
  await open(ownSnippet, plugin(), webExperiment())
  await expectAccepted()
})

it('turns an impression from the npm build into a user property', async () => {
  const load = `npm.AnalyticsBrowser.load({ writeKey: 'sandbox', cdnURL: '${sandbox.url}' })`
  await open(
    npm(`window.experimentIntegration = npm.createExperimentIntegration({ instance: ${load} })`),
    webExperiment(),
  )
  await expectAccepted()
})

it('shows an arriving impression in the event debugger', async () => {
  const debuggerPage = await stage.newPage()
  await debuggerPage.goto(sandbox.url)
  await open(snippet().replaceAll('http://cdn.segment.test:{port}', sandbox.url), plugin(), webExperiment())
  await debuggerPage.getByText('hero-headline').first().click()
  await debuggerPage.getByText('[Experiment] Flag Key').first().waitFor()
  await debuggerPage.getByText('Amplitude accepted it').waitFor()
  await debuggerPage.getByRole('tab', { name: 'Raw' }).click()
  await debuggerPage.getByText('"events_ingested": 1').waitFor()
  expect(await debuggerPage.content()).not.toContain('sandbox-api-key')
})

it('names the real Amplitude in every view, and never the key', async () => {
  const real = await startSandbox({ port: 0, amplitude: { apiKey: 'a-real-key', region: 'europe' } })
  try {
    const page = await stage.newPage()
    for (const [view, heading] of [
      ['', 'Stream'],
      ['#/estimate', 'Estimate impressions'],
    ] as const) {
      await page.goto(`${real.url}/${view}`)
      await page.getByRole('heading', { name: heading }).waitFor()
      await page.getByText('Delivering to the real Amplitude, in Europe.').waitFor()
      expect(await page.content()).not.toContain('a-real-key')
    }
  } finally {
    await real.close()
  }
})

it('counts events that the real Amplitude accepted, and claims nothing that it can’t know', async () => {
  // The other sandbox plays the real Amplitude.
  const { apiKey } = sandboxProject
  const endpoints = endpointsAt(`${sandbox.url}/amplitude`)
  const real = await startSandbox({ port: 0, amplitude: { apiKey, region: 'north_america' }, endpoints })
  try {
    const lines = await readRecordedSession()
    // That Amplitude already has one of the events, which only it can know.
    await playSession({ url: sandbox.url, lines: lines.filter((line) => line.includes('$exposure')) })
    await sandbox.settled()
    await playSession({ url: real.url, lines })
    await real.settled()
    expect(real.events().map(({ outcome, storage }) => [outcome, storage])).toEqual(
      Array(7).fill(['accepted', null]),
    )

    const page = await stage.newPage()
    await page.goto(`${real.url}/#/experiments`)
    for (const [flag, count] of [
      ['hero-headline', '6 impressions · 4 people'],
      ['checkout-flow', '1 impression · 1 person'],
    ] as const) {
      const tile = page.getByRole('region', { name: flag })
      await tile.getByText(count).waitFor()
      expect(await tile.locator('dl > div', { hasText: 'Duplicates removed' }).innerText()).toMatch(/\b0$/)
    }
    expect(await page.getByRole('link', { name: 'Faults' }).count()).toBe(0)
    await page.goto(`${real.url}/#/stream/${encodeURIComponent(real.events()[0]?.id ?? '')}`)
    await page.getByText('Delivered: the person is in the experiment, with “treatment”.').waitFor()
    await page.getByText('are known only of the sandbox’s own Amplitude').waitFor()
  } finally {
    await real.close()
  }
})
