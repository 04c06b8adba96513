import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { answerForCdns } from './helpers/cdns'
import { startServer, type OwnServer } from './helpers/own-server'
import { knownVisitor, onlyImpression, recipesFolder, treatmentOfKnownVisitor } from './helpers/recipe'
import { useStage } from './helpers/stage'

const stage = useStage()
let server: OwnServer

beforeAll(async () => {
  server = await startServer([join(recipesFolder, 'content-security-policy.mjs')], { env: { PORT: '0' } })
})
afterAll(() => server.close())

interface Answer {
  readonly policy: string
  readonly body: string
}

interface Violation {
  readonly directive: string
  readonly blocked: string
}

/** Opens the page of the recipe's server, with its answer changed on the way if a test wants that. */
const open = async (path = '/', change?: (answer: Answer) => Answer): Promise<Page> => {
  await stage.store(knownVisitor)
  await stage.visitor.addInitScript(`
    window.violations = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      violations.push({ directive: effectiveDirective, blocked: blockedURI })
    })`)
  if (change)
    await stage.visitor.route(`${server.origin}/**`, async (route) => {
      const response = await route.fetch().catch(() => undefined)
      const text = await response?.text().catch(() => undefined)
      // The page may be gone.
      if (response === undefined || text === undefined) return
      const headers = response.headers()
      const { policy, body } = change({ policy: headers['content-security-policy'] ?? '', body: text })
      await route.fulfill({ headers: { ...headers, 'content-security-policy': policy }, body })
    })
  const page = await stage.newPage()
  await page.goto(`${server.origin}${path}`, { waitUntil: 'domcontentloaded' })
  return page
}

/** Waits from outside: what Playwright does inside the page is refused by the policy too. */
const becomesTrue = (page: Page, expression: string): Promise<unknown> =>
  until(() => page.evaluate<boolean>(`Boolean(${expression})`))

const violations = (page: Page): Promise<Violation[]> => page.evaluate('violations')

describe('the recipe for a Content-Security-Policy', () => {
  it('sends each impression once under its own policy, which nothing violates', async () => {
    await answerForCdns(stage)
    const page = await open()
    expect(await onlyImpression(stage, page)).toMatchObject(treatmentOfKnownVisitor)
    expect(await violations(page)).toEqual([])
  })

  it('has the browser refuse a script that is not the one of the hash, nonce or not', async () => {
    await answerForCdns(stage, { tamper: (script) => `${script};window.isTampered = true` })
    const page = await open()
    await becomesTrue(page, 'window.isStarted')
    expect(await page.evaluate('[window.isTampered, window.experimentIntegration]')).toEqual([
      undefined,
      undefined,
    ])
  })

  it('has the browser refuse scripts with the wrong nonce, and shows the page', async () => {
    await answerForCdns(stage)
    const page = await open('/', ({ policy, body }) => ({
      policy,
      body: body.replaceAll(/nonce="[^"]+"/g, 'nonce="guessed"'),
    }))
    await becomesTrue(page, 'violations.length === 3')
    expect((await violations(page)).map(({ directive }) => directive)).toEqual(
      Array(3).fill('script-src-elem'),
    )
    expect(await page.evaluate('window.experimentIntegration')).toBeUndefined()
    expect(await page.textContent('h1')).toBe('Shop')
  })

  it('has the nonce on the Web Experiment script, which the browser refuses without', async () => {
    await answerForCdns(stage)
    const page = await open('/', ({ policy, body }) => ({
      policy,
      body: body.replace(/nonce="[^"]+"(?=\s+src="https:\/\/cdn\.amplitude\.com)/, ''),
    }))
    await becomesTrue(page, 'window.analytics?.initialized')
    expect(await violations(page)).toEqual([
      {
        directive: 'script-src-elem',
        blocked: 'https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js',
      },
    ])
    expect(stage.site.impressions).toEqual([])
  })

  it('has no use for unsafe-inline, which the browser ignores beside a nonce', async () => {
    await answerForCdns(stage)
    const page = await open('/', ({ policy, body }) => ({
      policy: policy.replace(`'strict-dynamic'`, `'strict-dynamic' 'unsafe-inline'`),
      body: body.replace('</body>', '<script>window.hasRun = true</script></body>'),
    }))
    await onlyImpression(stage, page)
    expect(await violations(page)).toEqual([{ directive: 'script-src-elem', blocked: 'inline' }])
    expect(await page.evaluate('window.hasRun')).toBeUndefined()
  })

  it('may take the script by its hash instead of a nonce', async () => {
    await answerForCdns(stage)
    const page = await open('/', ({ policy, body }) => ({
      policy: policy.replace('script-src', `script-src '${/sha384-[^"]+/.exec(body)?.[0] ?? ''}'`),
      body: body.replace(/nonce="[^"]+"(?=\s+src="https:\/\/cdn\.jsdelivr\.net)/, ''),
    }))
    expect(await onlyImpression(stage, page)).toMatchObject(treatmentOfKnownVisitor)
    expect(await violations(page)).toEqual([])
  })

  it.each([
    ['with', (policy: string) => policy],
    ['without', (policy: string) => policy.replace(` 'strict-dynamic'`, '')],
  ])('loads the debug file by the nonce of the script, %s strict-dynamic', async (_how, change) => {
    await answerForCdns(stage)
    const page = await open('/?experiment_impressions=debug', ({ policy, body }) => ({
      policy: change(policy),
      body,
    }))
    await becomesTrue(page, 'window.experimentImpressions?.diagnose')
    expect(await violations(page)).toEqual([])
  })
})
