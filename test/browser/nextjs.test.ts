import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { answerForCdns } from './helpers/cdns'
import { startServer, type OwnServer } from './helpers/own-server'
import { knownVisitor, onlyImpression, recipesFolder, treatmentOfKnownVisitor } from './helpers/recipe'
import { useStage } from './helpers/stage'

/** A real Next.js app with a root layout for each recipe, built and started as customers do. */

const root = join(__dirname, '../..')
const next = join(dirname(require.resolve('next/package.json')), 'dist/bin/next')
// Turns off telemetry and the registry lookup for packages that the lockfile lacks.
const env = { NEXT_TELEMETRY_DISABLED: '1', NEXT_IGNORE_INCORRECT_LOCKFILE: '1' }

const shop = 'export default function Page() { return <h1>Shop</h1> }'
const layoutWithAnalytics = `
  import { Analytics, analytics } from './analytics'
  export default function RootLayout({ children }) {
    return <html lang="en"><body><Analytics />{children}</body></html>
  }`
const page = `
  'use client'
  import { analytics } from '../analytics'
  if (typeof window !== 'undefined') window.own = analytics
  ${shop}`

const stage = useStage()
let folder = ''
let server: OwnServer

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

const copy = (file: string, to: string): void => {
  mkdirSync(dirname(join(folder, to)), { recursive: true })
  cpSync(join(recipesFolder, 'nextjs', file), join(folder, to))
}

beforeAll(async () => {
  // Inside the repository: Next.js's bundler ignores packages outside the project.
  mkdirSync(join(root, 'build'), { recursive: true })
  folder = mkdtempSync(join(root, 'build/nextjs-'))
  write('package.json', '{ "type": "module", "private": true }')
  copy('layout.jsx', 'app/(head)/layout.jsx')
  write('app/(head)/head/page.jsx', shop)
  copy('layout-with-next-script.jsx', 'app/(next-script)/layout.jsx')
  write('app/(next-script)/next-script/page.jsx', shop)
  copy('analytics.jsx', 'app/(npm)/analytics.jsx')
  write('app/(npm)/layout.jsx', layoutWithAnalytics)
  write('app/(npm)/npm/page.jsx', page)
  execFileSync(process.execPath, [next, 'build'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  })
  server = await startServer([next, 'start', '--hostname', '127.0.0.1', '--port', '0'], { cwd: folder, env })
  // The bundler is slow on a busy machine.
}, 180_000)

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const open = async (path: string): Promise<Page> => {
  await stage.store(knownVisitor)
  const tab = await stage.newPage()
  await tab.goto(server.origin + path, { waitUntil: 'commit' })
  return tab
}

describe.each([
  ['scripts in the head', '/head'],
  ['next/script', '/next-script'],
])('the recipe for Next.js with %s', (_name, path) => {
  it('sends each impression once, with the person that analytics.js knows', async () => {
    await answerForCdns(stage)
    expect(await onlyImpression(stage, await open(path))).toMatchObject(treatmentOfKnownVisitor)
  })

  it('makes the browser block a script with another hash, and still shows the page', async () => {
    await answerForCdns(stage, { tamper: (script) => `${script};window.isTampered = true` })
    const tab = await open(path)
    await tab.waitForFunction('window.analytics?.initialized')
    expect(await tab.evaluate('[window.isTampered, window.experimentIntegration]')).toEqual([
      undefined,
      undefined,
    ])
    expect(await tab.textContent('h1')).toBe('Shop')
  })

  it('loads the debug file from the same folder', async () => {
    await answerForCdns(stage)
    const tab = await open(`${path}?experiment_impressions=debug`)
    await tab.waitForFunction('window.experimentImpressions?.diagnose')
    expect(await tab.evaluate('experimentImpressions.diagnose()')).not.toEqual([])
  })
})

describe('the Web Experiment script of the recipe for Next.js', () => {
  /** Whether the page appears while that script is still loading. */
  const isShownBefore = async (path: string): Promise<boolean> => {
    let come = (): void => undefined
    const experimentComes = new Promise<void>((resolve) => (come = resolve))
    await answerForCdns(stage, { experimentComes })
    const asked = stage.visitor.waitForEvent('request', (request) => request.url().includes('.experiment.js'))
    const tab = await open(path)
    await asked
    await tab.waitForFunction('window.experimentIntegration')
    const isShown = (await tab.$('h1')) !== null
    come()
    await onlyImpression(stage, tab)
    return isShown
  }

  it.each([
    ['delays the page if it is in the head, so the page never flickers', '/head', false],
    ['doesn’t delay the page with next/script, so the page can flicker', '/next-script', true],
  ])('%s', async (_what, path, isShown) => {
    expect(await isShownBefore(path)).toBe(isShown)
  })

  it.each([
    ['runs without our script if it is in the head', '/head', true],
    [
      'doesn’t run without our script with next/script, which stops at the first failure',
      '/next-script',
      false,
    ],
  ])('%s', async (_what, path, isStarted) => {
    await answerForCdns(stage, { tamper: (script) => `${script};` })
    const tab = await open(path)
    // next/script loads Segment after hydration, which follows the earlier scripts.
    await tab.waitForFunction('window.analytics?.initialized')
    expect(await tab.evaluate('Boolean(window.isStarted)')).toBe(isStarted)
  })
})

describe('the recipe for Next.js with npm', () => {
  it('sends each impression once, with the person that analytics.js knows', async () => {
    await answerForCdns(stage)
    const tab = await open('/npm')
    expect(await onlyImpression(stage, tab, 'own')).toMatchObject(treatmentOfKnownVisitor)
  })
})
