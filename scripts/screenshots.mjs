/**
 * `npm run screenshots`: writes pictures of the event debugger and the demo site to `docs/images`, light and dark, from a
 * sandbox that has played the recorded session.
 */
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumOptions } from './chromium.mjs'
import { ensureReady, root } from './ready.mjs'

await ensureReady('everything')
const { playSession, readRecordedSession, startSandbox } = await import('@experiment-impressions/sandbox')

const wide = { width: 1360, height: 860 }
const views = [
  {
    name: 'stream',
    path: '#/',
    viewport: wide,
    act: (page) => page.getByText('hero-headline').first().click(),
  },
  { name: 'experiments', path: '#/experiments', viewport: wide },
  { name: 'person', path: '#/people/user-48213', viewport: wide },
  { name: 'estimate', path: '#/estimate', viewport: wide },
  { name: 'phone', path: '#/', viewport: { width: 360, height: 740 } },
  { name: 'demo-site', path: 'site/', viewport: wide },
]

const sandbox = await startSandbox({ port: 0 })
const browser = await chromium.launch(await chromiumOptions())
try {
  await playSession({ url: sandbox.url, lines: await readRecordedSession() })
  await sandbox.settled()
  for (const colorScheme of ['light', 'dark'])
    for (const { name, path, viewport, act } of views) {
      const page = await browser.newPage({ viewport, colorScheme, timezoneId: 'UTC' })
      await page.goto(`${sandbox.url}/${path}`)
      await page.locator('h1, h2, li, p').first().waitFor()
      await act?.(page)
      // Waits for fonts and the first events.
      await page.waitForLoadState('load')
      await page.evaluate('document.fonts.ready')
      const file = `${name}-${colorScheme}.png`
      await page.screenshot({ path: join(root, 'docs/images', file) })
      console.log(`docs/images/${file}`)
      await page.close()
    }
} finally {
  await browser.close()
  await sandbox.close()
}
