/** Measures the event debugger: its first view, and its longest task in a burst of real events. */
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { startSandbox } from '@experiment-impressions/sandbox'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../../scripts/chromium.mjs'
import { eventAt } from './events.mjs'
import { longestTask } from './longest-task.mjs'
import { median } from './measure.mjs'

const views = 5
const perSecond = 1000
const seconds = 5
/** The number of calls in a batch. */
const portion = 50

async function post(sandbox, from) {
  const batch = Array.from({ length: portion }, (_, index) => eventAt(from + index))
  await fetch(`${sandbox.url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('bench:')}` },
    body: JSON.stringify({ batch }),
  })
}

/** Sends the burst at its rate, or as fast as the sandbox accepts it, and waits until the page has every event. */
async function burst(sandbox, page) {
  const started = performance.now()
  const total = perSecond * seconds
  for (let sent = 0; sent < total; sent += portion) {
    await post(sandbox, sent)
    const due = started + ((sent + portion) / perSecond) * 1000
    await wait(Math.max(0, due - performance.now()))
  }
  await page
    .locator('.foot', { hasText: `${total.toLocaleString('en-US')} events` })
    .waitFor({ timeout: 120_000 })
}

/** The time of the first contentful paint in ms. The element may exist earlier. */
const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime)
  }).observe({ type: 'paint', buffered: true })
})`

export async function benchDebugger() {
  const sandbox = await startSandbox({ port: 0 })
  const browser = await chromium.launch(await chromiumOptions())
  try {
    const page = await browser.newPage()
    const firstViews = []
    for (let view = 0; view < views; view += 1) {
      await page.goto('about:blank')
      await page.goto(`${sandbox.url}/`)
      await page.waitForSelector('.foot')
      firstViews.push(await page.evaluate(firstPaint))
    }
    const longest = await longestTask(page, () => burst(sandbox, page))
    return [
      row('event debugger: first view, in Chromium, cold', median(firstViews), 1000, `median of ${views}`),
      row(
        `event debugger: longest task of the page in ${seconds} s of ${perSecond.toLocaleString('en-US')} events/s`,
        longest,
        200,
        'main thread’s own time; no row lost',
      ),
    ]
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

function row(what, ms, limit, beside) {
  return { what, figure: `${ms.toFixed(0)} ms`, goal: `< ${limit} ms`, holds: ms < limit, beside }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const { what, figure, goal, beside } of await benchDebugger())
    console.log(`${what}: ${figure} (${goal}; ${beside})`)
