import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startSandbox } from '@experiment-impressions/sandbox'
import { ndjson } from './helpers/events.js'
import { fakeSandbox, type FakeSandbox } from './helpers/fake-sandbox.js'
import type { Surroundings } from './helpers/run-cli.js'
import { runSandbox } from './helpers/run-sandbox.js'

describe('impressions sandbox, wrong usage', () => {
  it('says why it can’t start, or why a call of the session is refused', async () => {
    const fake = fakeSandbox()
    const said = async (over: Partial<FakeSandbox>, args: readonly string[] = []) => {
      const { code, stderr } = await runSandbox(['--once', ...args], { ...fake, ...over })
      return [code, stderr.split('\n')[0]]
    }
    const taken = () => Promise.reject(new fake.PortTakenError('taken'))
    expect(await said({ startSandbox: taken }, ['--port', '65535'])).toStrictEqual([
      2,
      'impressions sandbox: Port 65535 is in use by another program. Stop that program, or choose another port: --port 4747.',
    ])
    const refused = () => Promise.reject(new fake.CallRefusedError('Segment refuses a call.\u001b[2J'))
    expect(await said({ playSession: refused })).toStrictEqual([
      2,
      String.raw`impressions sandbox: Segment refuses a call.\u001b[2J`,
    ])
    const broken = () => Promise.reject(new Error('out of files'))
    for (const over of [{ startSandbox: broken }, { playSession: broken }])
      expect(await said(over)).toStrictEqual([
        1,
        'impressions sandbox: Something unexpected went wrong: out of files',
      ])
  })

  it.each([
    [{}, '--port'],
    [{ npm_lifecycle_event: 'start' }, 'npm start -- --port'],
  ])(
    'names the sandbox that already runs on the port, and how to choose another (%o)',
    async (env, option) => {
      const running = await startSandbox({ port: 0 })
      const port = Number(new URL(running.url).port)
      const fake = fakeSandbox()
      const taken = () => Promise.reject(new fake.PortTakenError('taken'))
      const args = ['--port', String(port)]
      const { code, stderr } = await runSandbox(args, { ...fake, startSandbox: taken }, { env })
      await running.close()
      expect({ code, said: stderr.split('\n')[0] }).toStrictEqual({
        code: 2,
        said: `impressions sandbox: A sandbox is already running at ${running.url}/. Open that, or choose another port: ${option} ${String(port + 1)}.`,
      })
    },
  )

  it.each([
    ['answers with something else', (response: ServerResponse) => response.end('{"status":"ok"}')],
    ['answers without an end', (response: ServerResponse) => response.write('x'.repeat(20_000))],
    ['cuts the connection', (response: ServerResponse) => response.destroy()],
  ])('doesn’t take a program on the port for a sandbox that %s', async (_, answer) => {
    const other = createServer((__, response) => void answer(response)).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = (other.address() as AddressInfo).port
    const fake = fakeSandbox()
    const taken = () => Promise.reject(new fake.PortTakenError('taken'))
    const { stderr } = await runSandbox(['--port', String(port)], { ...fake, startSandbox: taken })
    other.closeAllConnections()
    other.close()
    expect(stderr).toContain(`Port ${String(port)} is in use by another program.`)
  })

  it('breaks messages between words on a terminal, and nowhere else', async () => {
    const args = ['--once', '--no-play']
    const { stderr } = await runSandbox(args, fakeSandbox(), { errorColumns: 60 })
    expect(stderr).toBe(
      'impressions sandbox: --once and --no-play together leave\nnothing to do. Leave one out.\nFor usage, run: impressions sandbox --help\n',
    )
    const piped = await runSandbox(args, fakeSandbox())
    expect(piped.stderr.split('\n')).toHaveLength(3)
  })

  it('refuses wrong usage', async () => {
    const calls: readonly (readonly [readonly string[], Surroundings?])[] = [
      [['--port', '1']],
      [['--port', '70000']],
      [['--port', 'http']],
      [['--port', '-1']],
      [['--once', '--no-play']],
      [['--subscriptions', '-', '--session', '-']],
      [['--session', 'a', '--no-play']],
      [['--session', '/nowhere/session.ndjson']],
      [['--session', '-'], { input: `${ndjson({ type: 'page' })}{"type"\n` }],
      [['--session', '-'], { input: ndjson({ type: 'page' }, 5) }],
    ]
    const said: string[] = []
    for (const [args, over] of calls) {
      const { code, stdout, stderr } = await runSandbox(args, fakeSandbox(), over)
      expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
      said.push(String(stderr.split('\n')[0]))
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "impressions sandbox: Port 1 is in use by another program. Stop that program, or choose another port: --port 2.",
        "impressions sandbox: --port isn’t a port number. Expected 0 to 65535, such as 4747.",
        "impressions sandbox: --port isn’t a port number. Expected 0 to 65535, such as 4747.",
        "impressions sandbox: --port isn’t a port number. Expected 0 to 65535, such as 4747.",
        "impressions sandbox: --once and --no-play together leave nothing to do. Leave one out.",
        "impressions sandbox: Only one of the files can be standard input.",
        "impressions sandbox: --session and --no-play can’t be combined. Leave one out.",
        "impressions sandbox: /nowhere/session.ndjson doesn’t exist. Check the path, or pass - for standard input.",
        "impressions sandbox: Standard input isn’t a session: line 2, column 8 isn’t JSON: expected a colon, but the text ends.",
        "impressions sandbox: Standard input isn’t a session: line 2, column 1 is a number, not an event.",
      ]
    `)
  })
})
