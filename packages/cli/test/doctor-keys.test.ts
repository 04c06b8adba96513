import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { sandboxProject, startSandbox, type Sandbox } from '@experiment-impressions/sandbox'
import { keepOffTheNetwork } from '../../../test/helpers/network.js'
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

  it('finds that they belong together', async () => {
    const { code, checks, statuses } = await test()
    expect({ code, keys: statuses['keys'], note: checks[1]?.note }).toStrictEqual({
      code: 0,
      keys: 'passed',
      note: `Amplitude at ${new URL(sandbox.url).host} knows the two keys as a pair. Whether the API key may send events shows with the first one.`,
    })
  })

  it.each([['AMPLITUDE_API_KEY'], ['AMPLITUDE_SECRET_KEY']])('finds a wrong %s', async (variable) => {
    const { code, findings } = await test({ [variable]: 'wrong' })
    expect({ code, findings }).toMatchObject({
      code: 1,
      findings: [{ code: 'KEYS_REFUSED', severity: 'error', params: { status: 401 } }],
    })
  })

  it('finds that Amplitude is busy, which says nothing of the keys', async () => {
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

  it('finds that Amplitude cannot be reached', async () => {
    // No server that takes any free port gets one so low.
    const url = 'http://127.0.0.1:2'
    const { code, findings } = await report(['--settings', settings(), '--amplitude-url', url], { env })
    expect({ code, findings }).toMatchObject({
      code: 1,
      findings: [
        { code: 'AMPLITUDE_UNREACHABLE', params: { host: new URL(url).host, cause: 'ECONNREFUSED' } },
      ],
    })
  })

  it('asks nobody while the settings are wrong', async () => {
    const path = file('settings.json', { endpoint: 'eu' })
    const { statuses, checks } = await report(['--settings', path], { env })
    expect({ keys: statuses['keys'], note: checks[1]?.note }).toStrictEqual({
      keys: 'skipped',
      note: 'Not checked: the settings are to be put right first.',
    })
  })

  it('prints no key, whatever it finds', async () => {
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

  describe('at Amplitude itself', () => {
    keepOffTheNetwork()

    const us = 'https://amplitude.com'
    const eu = 'https://analytics.eu.amplitude.com'
    const auth = { user: sandboxProject.apiKey, pass: sandboxProject.secretKey }
    const failure = (code: string) => Object.assign(new Error('no'), { code })
    const searchAt = (host: string, status: number) =>
      nock(host)
        .get('/api/2/usersearch')
        .query(true)
        .basicAuth(auth)
        .reply(status, status === 200 ? { matches: [], type: 'nomatch' } : {})

    it.each([
      ['europe', eu, 'in Europe'],
      ['north_america', us, 'in North America'],
      [undefined, us, 'in North America'],
    ])('asks in the region: %s', async (endpoint, host, where) => {
      searchAt(host, 200)
      const { code, checks } = await report(['--settings', file('settings.json', { endpoint })], { env })
      expect({ code, note: checks[1]?.note }).toStrictEqual({
        code: 0,
        note: expect.stringContaining(`Amplitude ${where} knows`) as string,
      })
    })

    it.each([
      ['europe', eu, us, 'north_america'],
      ['north_america', us, eu, 'europe'],
    ])('finds that the keys are not of %s', async (endpoint, host, other, setting) => {
      searchAt(host, 401)
      searchAt(other, 200)
      const { code, findings } = await report(['--settings', file('settings.json', { endpoint })], { env })
      expect({ code, findings }).toMatchObject({
        code: 1,
        findings: [
          {
            code: 'REGION_WRONG',
            path: ['endpoint'],
            params: { setting },
            nextStep: `Set “endpoint” to ${setting}.`,
          },
        ],
      })
    })

    it.each(['a page', 'nothing', 'a redirect', 'a cut', 'trouble'])(
      'takes %s for no sign that the keys are of the other region',
      async (what) => {
        searchAt(us, 401)
        const other = nock(eu).get('/api/2/usersearch').query(true)
        if (what === 'a page') other.reply(200, '<html></html>', { 'content-type': 'text/html' })
        else if (what === 'nothing') other.reply(204)
        else if (what === 'a redirect') other.reply(302, '', { location: us })
        else if (what === 'a cut') other.replyWithError(failure('ECONNRESET'))
        else other.reply(500, {})
        const { code, findings } = await report(['--settings', file('settings.json', {})], { env })
        expect({ code, findings }).toMatchObject({
          code: 1,
          findings: [{ code: 'KEYS_REFUSED', params: { status: 401, where: 'in North America' } }],
        })
      },
    )

    it.each(['ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ECONNRESET'])(
      'finds that Amplitude cannot be reached: %s',
      async (cause) => {
        nock(eu).get('/api/2/usersearch').query(true).replyWithError(failure(cause))
        const { code, findings } = await report(['--settings', settings()], { env })
        expect({ code, findings }).toMatchObject({
          code: 1,
          findings: [
            { code: 'AMPLITUDE_UNREACHABLE', params: { host: 'analytics.eu.amplitude.com', cause } },
          ],
        })
      },
    )

    it('finds keys that no region knows', async () => {
      searchAt(eu, 403)
      searchAt(us, 401)
      const { findings } = await report(['--settings', settings()], { env })
      expect(findings).toMatchObject([{ code: 'KEYS_REFUSED', params: { status: 403, where: 'in Europe' } }])
    })

    it('asks nobody with --offline', async () => {
      const search = nock('https://analytics.eu.amplitude.com')
        .get('/api/2/usersearch')
        .query(true)
        .reply(200)
      const { code, statuses, checks } = await report(['--settings', settings(), '--offline'], { env })
      const isAsked = search.isDone()
      expect({ code, keys: statuses['keys'], note: checks[1]?.note, isAsked }).toStrictEqual({
        code: 0,
        keys: 'skipped',
        note: 'Not checked: --offline.',
        isAsked: false,
      })
    })
  })
})

describe('--amplitude-url', () => {
  it.each([
    ['http://amplitude.example/'],
    ['http://127.0.0.1.example.com/'],
    ['http://10.0.0.1:4747/'],
    ['https://api2.amplitude.com'],
  ])('is not for %s, where the keys would go', async (url) => {
    const { code, stdout, stderr } = await doctor(['--settings', settings(), '--amplitude-url', url], { env })
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--amplitude-url must be on this machine')
  })

  it.each([['127.0.0.1:4747'], ['file:///etc/passwd'], ['nothing']])(
    'takes addresses only, not %s',
    async (url) => {
      const { code, stderr } = await doctor(['--settings', settings(), '--amplitude-url', url], { env })
      expect(code).toBe(2)
      expect(stderr).toContain('--amplitude-url isn’t a URL')
    },
  )

  it.each([['http://user:pass@localhost/'], ['http://[::1]:1/?a=b'], ['http://127.0.0.1/#a']])(
    'takes no more than host, port and path: %s',
    async (url) => {
      const { code, stderr } = await doctor(['--settings', settings(), '--amplitude-url', url], { env })
      expect(code).toBe(2)
      expect(stderr).toContain('--amplitude-url can have a host, a port and a path')
    },
  )
})
