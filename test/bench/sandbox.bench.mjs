/** Measures whether the sandbox's memory stays bounded. The sandbox runs in another process. */
import { fork } from 'node:child_process'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '@experiment-impressions/sandbox'

const count = 9000
const connections = 50

export async function benchSandbox() {
  const child = fork(fileURLToPath(import.meta.url), ['serve'])
  const url = await said(child)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const peakAfter = async (from, to) => {
    await flood({ url, agent, from, to })
    child.send('peak')
    return said(child)
  }
  try {
    const early = await peakAfter(0, count / 3)
    const late = await peakAfter(count / 3, count)
    const growth = late / early
    return [
      {
        what: `the sandbox: peak memory after ${count.toLocaleString('en-US')} events of 30 kB as fast as they come, against that after a third of them`,
        figure: `${growth.toFixed(2)} ×`,
        goal: '≤ 1.5 ×',
        holds: growth <= 1.5,
        beside: `${(late / 1e6).toFixed(0)} MB`,
      },
    ]
  } finally {
    agent.destroy()
    child.kill()
  }
}

function said(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)))
  })
}

/** Sends events, one per connection at a time. Repeats an event that the sandbox has no room for. */
async function flood({ url, agent, from, to }) {
  let next = from
  const work = async () => {
    while (next < to) {
      const number = next
      next += 1
      while ((await post(`${url}/v1/track`, agent, eventAt(number))) === 429);
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
}

function eventAt(number) {
  return JSON.stringify({
    event: '$impression',
    messageId: `message-${number}`,
    anonymousId: `visitor-${number}`,
    properties: { flag_key: 'hero', variant: 'treatment', filler: 'x'.repeat(30_000) },
  })
}

function post(url, agent, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      },
    )
    sent.on('error', reject).end(body)
  })
}

if (process.argv[2] === 'serve') {
  const { url } = await startSandbox({ port: 0 })
  process.on('message', () => process.send(process.resourceUsage().maxRSS * 1024))
  process.on('disconnect', () => process.exit())
  process.send(url)
}
