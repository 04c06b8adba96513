// Any server can answer the test of the keys: each answer is a finding in words, without the keys.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { doctor, file, report } from './helpers/doctor.js'

const [apiKey, secretKey] = ['zzzz-api-key', 'zzzz-secret-key']
const env = { NO_COLOR: '1', AMPLITUDE_API_KEY: apiKey, AMPLITUDE_SECRET_KEY: secretKey }
const settings = () => file('settings.json', { endpoint: 'europe' })

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** Runs the command in words and as JSON, and returns the finding about the keys. */
async function ask(url: string, deadlineMs?: number) {
  const args = ['--settings', settings(), '--amplitude-url', url]
  const surroundings = { env, dependencies: deadlineMs === undefined ? {} : { deadlineMs } }
  const words = await doctor(args, surroundings)
  const { code, findings } = await report(args, surroundings)
  expect(JSON.stringify([words, findings])).not.toMatch(/zzz|unexpected|basic /i)
  expect(words.stderr).toBe('')
  expect(words.code).toBe(code)
  expect(findings.length).toBeLessThanOrEqual(1)
  const [finding] = findings
  expect(words.stdout.replaceAll(/\s+/g, ' ')).toContain(finding?.reason ?? 'accepts the two keys')
  return { code, finding: finding?.code, params: finding?.params, reason: finding?.reason }
}

const large = apiKey.repeat(20_000)
const html = { 'content-type': 'text/html; charset=utf-8' }
const json = { 'content-type': 'application/json' }
const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body)

// These come first: the timers of their open connections run out while the others run.
describe('a missing answer to impressions doctor', () => {
  const endless: RequestListener = (_, response) => {
    response.writeHead(200, json).write('{"matches":[')
  }
  const flood: RequestListener = (_, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(1_000_000, 32)));
    }
    response.writeHead(200, json).on('drain', more)
    more()
  }
  const cutInTheMiddle =
    (headers: Record<string, string>): RequestListener =>
    (request, response) => {
      response.writeHead(200, { ...json, ...headers }).write('{"matches":[', () => request.socket.destroy())
    }

  it.each<[string, RequestListener, string, number | undefined]>([
    ['never ends, and fills the memory', flood, 'over 10 MB', undefined],
    ['never comes', () => undefined, 'too late', 100],
    ['never ends', endless, 'too late', 100],
    ['is cut before it', (request) => request.socket.destroy(), 'ECONNRESET', undefined],
    ['is cut in the middle', cutInTheMiddle({}), 'cut off', undefined],
    // node-fetch would wait for the rest for ever.
    ['is shorter than it says', cutInTheMiddle({ 'content-length': '100' }), 'too late', 100],
  ])('is a finding if it %s', async (_, server, cause, deadlineMs) => {
    const url = await serve(server)
    const { code, finding, params } = await ask(url, deadlineMs)
    expect({ code, finding, params }).toStrictEqual({
      code: 1,
      finding: 'AMPLITUDE_UNREACHABLE',
      params: { host: new URL(url).host, cause, isLocal: true },
    })
  })

  it('is a finding if the server speaks neither TLS nor HTTP', async () => {
    const socket = createSocketServer((connection) => connection.resume().end('SSH-2.0-OpenSSH_9.2\r\n'))
    await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve))
    const plain = `http://127.0.0.1:${String((socket.address() as AddressInfo).port)}`
    for (const url of [plain, plain.replace('http', 'https')]) {
      const { code, finding, params } = await ask(url)
      expect({ code, finding }).toStrictEqual({ code: 1, finding: 'AMPLITUDE_UNREACHABLE' })
      expect(params?.['cause']).toMatch(/^(?:HPE_INVALID_CONSTANT|ERR_SSL_\w+|EPROTO)$/)
    }
    await new Promise((resolve) => socket.close(resolve))
  })

  it('ends when the user stops', async () => {
    const stop = new AbortController()
    const url = await serve(() => {
      stop.abort()
    })
    const args = ['--settings', settings(), '--amplitude-url', url]
    const { code } = await doctor(args, { env, signal: stop.signal })
    expect(code).toBe(130)
  })
})

describe('an answer to impressions doctor', () => {
  it.each(['{"matches":[],"type":"nomatch"}', `{"matches":[{"user_id":"${large}"}],"type":"match_user_id"}`])(
    'counts if it’s the documented one',
    async (body) => {
      const { code, finding } = await ask(await serve(answer(200, json, body)))
      expect({ code, finding }).toStrictEqual({ code: 0, finding: undefined })
    },
  )

  it.each<[string, RequestListener, string]>([
    ['a page', answer(200, html, '<html>'.repeat(2000)), '(200, text/html, 12 kB)'],
    ['nothing', answer(204), '(204, no content type, 0 characters)'],
    ['an empty body', answer(200), '(200, no content type, 0 characters)'],
    ['other JSON', answer(200, json, '{"ok":true}'), '(200, application/json, 11 characters)'],
    ['JSON that is cut', answer(200, json, '{"matches":['), '(200, application/json, 12 characters)'],
    ['another success', answer(201, json, '{"matches":[]}'), '(201, application/json, 14 characters)'],
    ['a firewall’s 403', answer(403, html, `<html>${large}`), '(403, text/html, 240 kB)'],
    ['a firewall’s 400', answer(400, html, `<html>${large}`), '(400, text/html, 240 kB)'],
    ['no such page', answer(404, html, large), '(404, text/html, 240 kB)'],
    [
      'a proxy’s log-in',
      answer(407, { 'proxy-authenticate': 'Basic' }),
      '(407, no content type, 0 characters)',
    ],
    [
      'a key as its media type',
      answer(200, { 'content-type': `a/b${apiKey} <x>` }, 'xx'),
      '(200, no content type, 2 characters)',
    ],
  ])('comes from something else: %s', async (_, server, words) => {
    const url = await serve(server)
    const { code, finding, reason } = await ask(url)
    expect({ code, finding }).toStrictEqual({ code: 1, finding: 'AMPLITUDE_FOREIGN' })
    expect(reason).toBe(
      `Something other than Amplitude answered at ${new URL(url).host} ${words}, so the keys weren’t tested.`,
    )
  })

  it.each([301, 302, 303, 307, 308])('that redirects (%i) isn’t followed', async (status) => {
    const asked: string[] = []
    const elsewhere = await serve((_, response) => {
      asked.push('elsewhere')
      response.writeHead(200, json).end('{"matches":[]}')
    })
    for (const location of [elsewhere, '/elsewhere', `${elsewhere}/?key=${apiKey}`, '', '\u00ff:']) {
      const url = await serve((request, response) => {
        asked.push(request.url === '/elsewhere' ? 'elsewhere' : 'here')
        response.writeHead(status, { location }).end()
      })
      const { code, finding, params } = await ask(url)
      expect({ code, finding, params }).toMatchObject({
        code: 1,
        finding: 'AMPLITUDE_FOREIGN',
        params: { status },
      })
    }
    expect(new Set(asked)).toStrictEqual(new Set(['here']))
  })

  it.each<[string, RequestListener, number]>([
    ['401 of 240 kB', answer(401, html, large), 401],
    ['403 of 240 kB', answer(403, json, JSON.stringify({ error: large })), 403],
    ['400 of 240 kB', answer(400, json, JSON.stringify({ error: large })), 400],
  ])('is Amplitude’s refusal: %s', async (_, server, status) => {
    const { code, finding, params } = await ask(await serve(server))
    expect({ code, finding, params }).toMatchObject({ code: 1, finding: 'KEYS_REFUSED', params: { status } })
  })

  it.each([429, 500, 502, 503])('says nothing about the keys: %i of 240 kB', async (status) => {
    const url = await serve(answer(status, html, large))
    const { code, finding, params } = await ask(url)
    const { host } = new URL(url)
    expect({ code, finding, params }).toStrictEqual({
      code: 0,
      finding: 'AMPLITUDE_BUSY',
      params: { host, status },
    })
  })
})
