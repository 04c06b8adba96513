import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sandboxProject, startSandbox, type Sandbox } from '@experiment-impressions/sandbox'
import { doctor, file, report } from './helpers/doctor.js'

const env = {
  NO_COLOR: '1',
  AMPLITUDE_API_KEY: sandboxProject.apiKey,
  AMPLITUDE_SECRET_KEY: sandboxProject.secretKey,
}

const settings = () => file('settings.json', { endpoint: 'europe' })

async function listening(answer: number): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => response.writeHead(answer).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }
}

const closed = (server: Server) => new Promise((resolve) => server.close(resolve))

describe('impressions doctor: keys', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 })
  })
  afterAll(() => sandbox.close())

  const test = (over: object = {}) =>
    report(['--settings', settings(), '--amplitude-url', `${sandbox.url}/amplitude`], {
      env: { ...env, ...over },
    })

  it('accepts a pair', async () => {
    const { code, checks, statuses } = await test()
    expect({ code, keys: statuses['keys'], note: checks[1]?.note }).toStrictEqual({
      code: 0,
      keys: 'passed',
      note: `Amplitude at ${new URL(sandbox.url).host} accepts the two keys as a pair. Only a real event shows whether the API key can send.`,
    })
  })

  it.each([['AMPLITUDE_API_KEY'], ['AMPLITUDE_SECRET_KEY']])('finds a wrong %s', async (variable) => {
    const { code, findings } = await test({ [variable]: 'wrong' })
    expect({ code, findings }).toMatchObject({
      code: 1,
      findings: [{ code: 'KEYS_REFUSED', severity: 'error', params: { status: 401 } }],
    })
  })

  it('says which keys the sandbox has, and how to try them', async () => {
    const url = `${sandbox.url}/amplitude`
    const wrong = { NO_COLOR: '1', AMPLITUDE_API_KEY: 'a', AMPLITUDE_SECRET_KEY: 'b' }
    const { stdout } = await doctor(['--settings', settings(), '--amplitude-url', url], { env: wrong })
    expect(stdout).toContain(
      '→ The sandbox accepts only its own keys: sandbox-api-key and sandbox-secret-key.',
    )
    expect(stdout.replace(sandbox.url, 'http://127.0.0.1:4747').split('\n\n').at(-1)).toMatchInlineSnapshot(`
      "Try the sandbox’s own keys, while impressions sandbox is running:
        export AMPLITUDE_API_KEY=sandbox-api-key
        export AMPLITUDE_SECRET_KEY=sandbox-secret-key
        impressions doctor --amplitude-url http://127.0.0.1:4747/amplitude
      "
    `)
    const named = /^ {2}export (\w+)=(.+)$/gm
    const exported = new Map([...stdout.matchAll(named)].map(([, name = '', value]) => [name, value]))
    const { code } = await doctor(['--amplitude-url', url], { env: Object.fromEntries(exported) })
    expect(code).toBe(0)
  })

  it('recognizes the sandbox’s keys before Amplitude refuses them', async () => {
    const { code, stdout } = await doctor(['--settings', settings()], { env, columns: 80 })
    expect(code).toBe(1)
    expect(stdout.split('\n\n')[1]).toMatchInlineSnapshot(`
      "✗ Keys and region
        ✗ KEYS_OF_SANDBOX
          These are the sandbox’s own keys. Amplitude in Europe doesn’t know them.
          → Copy your project’s keys in Amplitude, from Settings, Organization
            settings, Projects. To check the sandbox instead, start impressions
            sandbox and add --amplitude-url http://127.0.0.1:4747/amplitude"
    `)
    expect(stdout).toContain('\n  impressions doctor --amplitude-url http://127.0.0.1:4747/amplitude\n')
  })

  it('warns if Amplitude is busy, which says nothing about the keys', async () => {
    for (const status of [429, 503]) {
      const { server, url } = await listening(status)
      const { code, findings } = await report(['--settings', settings(), '--amplitude-url', url], { env })
      await closed(server)
      expect({ code, findings }).toMatchObject({
        code: 0,
        findings: [{ code: 'AMPLITUDE_BUSY', severity: 'warning', params: { status } }],
      })
    }
  })

  it('finds that Amplitude is out of reach', async () => {
    // A server that picks a free port never gets one this low.
    const url = 'http://127.0.0.1:2'
    const { code, findings } = await report(['--settings', settings(), '--amplitude-url', url], { env })
    expect({ code, findings }).toMatchObject({
      code: 1,
      findings: [
        { code: 'AMPLITUDE_UNREACHABLE', params: { host: new URL(url).host, cause: 'ECONNREFUSED' } },
      ],
    })
  })

  it('makes no request while the settings are wrong', async () => {
    const path = file('settings.json', { endpoint: 'eu' })
    const { statuses, checks } = await report(['--settings', path], { env })
    expect({ keys: statuses['keys'], note: checks[1]?.note }).toStrictEqual({
      keys: 'skipped',
      note: 'Not checked: fix the settings first.',
    })
  })

  it('never prints a key', async () => {
    const secrets = { apiKey: 'zzz-ONE', secretKey: 'zzz-TWO' }
    const secretEnv = {
      NO_COLOR: '1',
      AMPLITUDE_API_KEY: 'zzz-THREE',
      AMPLITUDE_SECRET_KEY: 'zzz-FOUR',
    }
    const url = ['--amplitude-url', `${sandbox.url}/amplitude`]
    const runs = [
      await doctor(['--settings', file('settings.json', secrets), ...url]),
      await doctor(['--settings', file('settings.json', secrets), ...url, '--json']),
      await doctor(['--settings', file('settings.json', { ...secrets, endpoint: 'zzz-FIVE' }), ...url]),
      await doctor(['--settings', file('settings.json', { apiKey: ['zzz'], secretKey: ' zzz' }), ...url]),
      await doctor(['--settings', file('settings.json', {}), ...url], { env: secretEnv }),
      await doctor(['--settings', file('settings.json', {}), ...url, '--json'], { env: secretEnv }),
      await doctor(['--api-key=zzz', ...url]),
      await doctor(['--settings', file('settings.json', {}), '--amplitude-url', 'http://zzz@127.0.0.1/']),
    ]
    expect(runs.map(({ code }) => code)).toStrictEqual([1, 1, 1, 1, 1, 1, 2, 2])
    expect(JSON.stringify(runs)).not.toMatch(/zzz/i)
  })
})
