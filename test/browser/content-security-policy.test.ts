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

/** Opens the page of the recipe's server. `change` alters the answer on its way. */
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
      // The page may have closed.
      if (response === undefined || text === undefined) return
      const headers = response.headers()
      const { policy, body } = change({ policy: headers['content-security-policy'] ?? '', body: text })
      await route.fulfill({ headers: { ...headers, 'content-security-policy': policy }, body })
    })
  const page = await stage.newPage()
  await page.goto(`${server.origin}${path}`, { waitUntil: 'domcontentloaded' })
  return page
}

/** Polls from outside: the policy also blocks what Playwright runs inside the page. */
const becomesTrue = (page: Page, expression: string): Promise<unknown> =>
  until(() => page.evaluate<boolean>(`Boolean(${expression})`))

const violations = (page: Page): Promise<Violation[]> => page.evaluate('violations')

describe('the recipe for a Content-Security-Policy', () => {
  it('sends each impression once without violating its own policy', async () => {
    await answerForCdns(stage)
    const page = await open()
    expect(await onlyImpression(stage, page)).toMatchObject(treatmentOfKnownVisitor)
    expect(await violations(page)).toEqual([])
  })

  it('makes the browser block a script with another hash, in spite of the nonce', async () => {
    await answerForCdns(stage, { tamper: (script) => `${script};window.isTampered = true` })
    const page = await open()
    await becomesTrue(page, 'window.isStarted')
    expect(await page.evaluate('[window.isTampered, window.experimentIntegration]')).toEqual([
      undefined,
      undefined,
    ])
  })

  it('makes the browser block scripts with the wrong nonce, and still shows the page', async () => {
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

  it('needs the nonce on the Web Experiment script, which the browser blocks without it', async () => {
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

  it('gains nothing from unsafe-inline, which the browser ignores next to a nonce', async () => {
    await answerForCdns(stage)
    const page = await open('/', ({ policy, body }) => ({
      policy: policy.replace(`'strict-dynamic'`, `'strict-dynamic' 'unsafe-inline'`),
      body: body.replace('</body>', '<script>window.hasRun = true</script></body>'),
    }))
    await onlyImpression(stage, page)
    expect(await violations(page)).toEqual([{ directive: 'script-src-elem', blocked: 'inline' }])
    expect(await page.evaluate('window.hasRun')).toBeUndefined()
  })

  it('also allows the script by its hash instead of the nonce', async () => {
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
  ])('loads the debug file with the nonce of the script, %s strict-dynamic', async (_how, change) => {
    await answerForCdns(stage)
    const page = await open('/?experiment_impressions=debug', ({ policy, body }) => ({
      policy: change(policy),
      body,
    }))
    await becomesTrue(page, 'window.experimentImpressions?.diagnose')
    expect(await violations(page)).toEqual([])
  })
})
