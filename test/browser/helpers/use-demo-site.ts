import { startSandbox, type EventRecord, type Sandbox } from '@experiment-impressions/sandbox'
import type { BrowserContext, Page } from 'playwright-core'
import { until } from '../../helpers/until'
import { useStage } from './stage'

/** The shop's headline by its variant. */
export const headlines = { control: 'Tea, slowly made.', treatment: 'Your quiet minute.' }

export interface DemoSite {
  readonly visitor: BrowserContext
  readonly sandbox: Sandbox
  /** Errors on the pages' consoles, including violations of their policy. A test fails if any are left. */
  readonly complaints: string[]
  /** Opens the shop in a new tab and waits until it has shown its variant. */
  readonly open: (path?: string) => Promise<Page>
  /** Waits for this number of events and their outcomes, and returns them. */
  readonly arrived: (count: number) => Promise<readonly EventRecord[]>
}

/**
 * Serves the demo site from a sandbox, with Jest's hooks. A test fails if a page sends a request anywhere else or logs an error.
 */
export const useDemoSite = (): DemoSite => {
  const stage = useStage()
  let sandbox: Sandbox
  const foreign: string[] = []
  const complaints: string[] = []

  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, retryDelaysMs: [0] })
    stage.visitor.on('request', (request) => {
      if (!request.url().startsWith(sandbox.url)) foreign.push(request.url())
    })
    stage.visitor.on('console', (message) => {
      if (/Content Security Policy|Error|Uncaught/.test(message.text())) complaints.push(message.text())
    })
  })
  afterEach(async () => {
    await sandbox.close()
    expect({ foreign: foreign.splice(0), complaints: complaints.splice(0) }).toEqual({
      foreign: [],
      complaints: [],
    })
  })

  return {
    complaints,
    get visitor() {
      return stage.visitor
    },
    get sandbox() {
      return sandbox
    },
    async open(path = '/site/') {
      const page = await stage.newPage()
      await page.goto(`${sandbox.url}${path}`)
      await isStarted(page)
      return page
    },
    async arrived(count) {
      await until(
        () => sandbox.events().length >= count,
        () => `${String(sandbox.events().length)} of ${String(count)} events have arrived`,
      )
      await sandbox.settled()
      expect(sandbox.events()).toHaveLength(count)
      return sandbox.events()
    },
  }
}

export const isStarted = (page: Page): Promise<unknown> =>
  page.waitForSelector('html[data-started]', { state: 'attached' })

/** Does something that reloads the page, and waits until the shop has shown its variant again. */
export async function reloading(page: Page, action: () => Promise<unknown>): Promise<void> {
  await page.evaluate(`delete document.documentElement.dataset.started`)
  await action()
  await isStarted(page)
}

/** Waits until this text stands beside a control, or beside a flag on the shop's page; returns its link's address. */
export async function saysBeside(page: Page, place: string, text: string): Promise<string | null> {
  const said = page.locator(place.startsWith('#') ? `${place}-made` : `[data-state="${place}"]`)
  let found = ''
  await until(
    async () => (found = await said.innerText()) === text,
    () => `beside ${place} stands “${found}”, not “${text}”`,
  )
  const link = said.locator('a')
  return (await link.count()) === 0 ? null : link.getAttribute('href')
}

/** The impressions with this outcome in the panel's list, newest first. */
export const listed = (page: Page, outcome: string): Promise<string[]> =>
  page.locator(`#impressions .${outcome} .what`).allInnerTexts()

/** Waits until the newest impression in the list has this outcome. */
export const showsOutcome = (page: Page, outcome: string): Promise<unknown> =>
  page.waitForSelector(`#impressions li:first-child.${outcome}`)

/** Avoids `waitForFunction`: it needs `eval`, which the page's policy forbids. */
export const showsAccepted = (page: Page, count: number): Promise<unknown> =>
  until(async () => (await listed(page, 'accepted')).length === count)

export const pathOf = ({ pre }: EventRecord): unknown =>
  (pre['context'] as { readonly page: Record<string, unknown> }).page['path']

/** Sends a plain event and waits for it: whatever was due before has been sent by then. */
export async function flushWith(page: Page, event: string): Promise<void> {
  const sent = page.waitForResponse(
    (response) => response.url().endsWith('/v1/t') && (response.request().postData() ?? '').includes(event),
  )
  await page.evaluate(`analytics.track(${JSON.stringify(event)}); undefined`)
  await sent
}
