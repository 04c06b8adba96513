// Why an experiment is empty: what the calls are that aren't experiment events.
import type { Clock } from '../src/clock.js'
import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox, type FakeSandbox } from './helpers/fake-sandbox.js'
import { runCli } from './helpers/run-cli.js'
import { runSandbox } from './helpers/run-sandbox.js'

const page = { type: 'page', name: 'Home' }
const order = { type: 'track', event: 'Order Completed' }
const nearMiss = impression({ event: '$Impression' })
const calls = [...Array.from({ length: 9 }, () => page), order, order, nearMiss]
const counts = '9 page, 2 Order Completed, 1 $Impression: did you mean $impression?'

/** Serves, lets calls in, and stops when something is printed that matches. */
async function serve(send: (fake: FakeSandbox) => void, until: RegExp, clock: Clock) {
  const fake = fakeSandbox()
  const stop = new AbortController()
  let output = ''
  const { code, stdout } = await runCli(['sandbox', '--no-play'], {
    signal: stop.signal,
    onOutput(text) {
      output += text
      if (text.includes('Ctrl-C')) {
        queueMicrotask(() => {
          send(fake)
          if (until.test('')) stop.abort()
        })
      } else if (output.includes('Ctrl-C') && until.test(text)) stop.abort()
    },
    dependencies: { loadSandbox: () => Promise.resolve(fake), clock },
  })
  return { code, said: stdout.split('Ctrl-C to stop.\n')[1] }
}

const impatient: Clock = { now: () => 0, wait: () => Promise.resolve() }
const stopped: Clock = {
  now: () => 0,
  wait: (_, signal) =>
    new Promise((__, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error())
      })
    }),
}

describe('impressions sandbox, other calls', () => {
  it('counts the calls of a session in which nothing is an impression, and shows the near miss', async () => {
    const args = ['--once', '--session', '-']
    const { stdout } = await runSandbox(args, fakeSandbox(), { input: ndjson(...calls) })
    expect(stdout).toContain(
      'skipped\n    EVENT_NAME_MISSPELLED event: The event’s name isn’t exactly “$impression”, so it’s ignored.',
    )
    expect(stdout).toContain(
      `12 calls played, 0 experiment events.\n12 calls, none an impression: ${counts}\n`,
    )
    const json = await runSandbox([...args, '--json'], fakeSandbox(), {
      input: ndjson(...calls, impression()),
    })
    const lines = json.stdout.trim().split('\n')
    expect(lines).toHaveLength(3)
    expect(JSON.parse(String(lines[2]))).toMatchObject({
      summary: {
        otherCalls: [
          { name: 'page', count: 9 },
          { name: 'Order Completed', count: 2 },
          { name: '$Impression', count: 1, issue: 'EVENT_NAME_MISSPELLED' },
        ],
      },
    })
  })

  it('breaks a long count between words on a terminal', async () => {
    const input = ndjson(...calls)
    const { stdout } = await runSandbox(['--once', '--session', '-'], fakeSandbox(), { input, columns: 80 })
    expect(stdout).toContain(
      'none an impression: 9 page, 2 Order Completed, 1 $Impression: did you\nmean $impr',
    )
  })

  it('serving, says the counts once it’s quiet, and a near miss once and at once', async () => {
    const send = (fake: FakeSandbox) => {
      for (const call of [nearMiss, page, page, nearMiss]) fake.send(call)
    }
    const { said } = await serve(send, /calls, none/, impatient)
    const [line, reason, count] = String(said).split('\n')
    expect(line).toMatch(/\$Impression hero-headline\/treatment .*skipped$/)
    expect(reason).toContain('Did you mean “$impression”?')
    expect(count).toBe('3 calls, none an impression: 2 page, 1 $Impression: did you mean $impression?')
  })

  it('serving, says the counts now and then if calls keep coming', async () => {
    let keepComing: () => void = () => undefined
    const busy: Clock = {
      now: () => 0,
      wait: () => {
        keepComing()
        return Promise.resolve()
      },
    }
    const send = (fake: FakeSandbox) => {
      keepComing = () => {
        fake.send(page)
      }
      fake.send(page)
    }
    expect(await serve(send, /calls, none/, busy)).toStrictEqual({
      code: 0,
      said: '6 calls, none an impression: 6 page.\n',
    })
  })

  it('serving, doesn’t claim that nothing is an impression if something is', async () => {
    const send = (fake: FakeSandbox) => {
      for (const call of [page, impression(), page]) fake.send(call)
    }
    const { said } = await serve(send, /other calls/, impatient)
    expect(said).toContain('\n2 other calls: 2 page.\n')
  })

  it('says what is left when it’s stopped', async () => {
    const send = (fake: FakeSandbox) => {
      fake.send({ type: 'track', event: 'Buy\u001b[2J' })
    }
    expect(await serve(send, /^/, stopped)).toStrictEqual({
      code: 0,
      said: '1 call, none an impression: 1 Buy\\u001b[2J.\n',
    })
  })
})
