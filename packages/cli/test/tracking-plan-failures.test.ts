import type { RequestListener } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'
import { answer, closeServers, errors, json, name, serve, startApi, upload } from './helpers/upload.js'

let api: SegmentStub
beforeEach(async () => {
  api = await startApi()
})
afterEach(async () => {
  await api.close()
  closeServers()
})

describe('a failed upload', () => {
  it.each([
    [
      '422',
      answer(
        422,
        json,
        errors({ type: 'validation-failure', message: 'must be object', field: 'rules[0].jsonSchema' }),
      ),
      `Segment refuses ${name} (422). It says: “rules[0].jsonSchema: must be object”. Fix that, or report it`,
    ],
    [
      '400 without words',
      answer(400, json, errors({ type: 'bad-request' })),
      `Segment refuses ${name} (400). It says: “bad-request”.`,
    ],
    ['400 with nothing', answer(400, json, errors({})), `Segment refuses ${name} (400). It gives no reason`],
    [
      '429 with Retry-After',
      answer(429, { ...json, 'retry-after': '17' }, errors({ type: 'rate-limited' })),
      `Segment still limits the rate of requests (429 for ${name}). It says: “rate-limited”. Run this again in 17 s.`,
    ],
    ['429 with one second', answer(429, { 'retry-after': '1' }), 'Run this again in 1 s.'],
    ['429 without it', answer(429), `(429 for ${name}). Run this again later.`],
    [
      '429 with a date',
      answer(429, { 'retry-after': 'Thu, 21 Oct 2100 07:28:00 GMT' }),
      `(429 for ${name}). Run this again in `,
    ],
    [
      '503',
      answer(503, { 'content-type': 'text/html' }, '<html>zzzz'),
      `Segment has a server error at ${name} (503). Run this again later, and see https://status.segment.com.`,
    ],
    [
      'a page',
      answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<html>zzzz'),
      `The answer to ${name} from <host> isn’t from Segment’s Public API (200, text/html). A proxy`,
    ],
    [
      'other JSON',
      answer(200, json, '{"ok":"zzzz"}'),
      'from <host> isn’t from Segment’s Public API (200, application/vnd.segment.v1+json)',
    ],
    ['nothing', answer(200), 'from <host> isn’t from Segment’s Public API (200, no content type)'],
    [
      'a page that says no',
      answer(403, { 'content-type': 'text/html' }, '<html>zzzz'),
      '(403, text/html). A proxy, a firewall or a sign-in page may have sent it.',
    ],
    [
      'a redirect',
      answer(302, { location: 'http://127.0.0.1:9/zzzz' }),
      'from <host> isn’t from Segment’s Public API (302, no content type)',
    ],
    [
      'a cut connection',
      (request) => request.socket.destroy(),
      `The connection to <host> broke during ${name} (UND_ERR_SOCKET).`,
    ],
    [
      'an answer that is cut',
      (_, response) => {
        response.writeHead(200, { ...json, 'content-length': '99' }).write('{', () => response.destroy())
      },
      `The connection to <host> broke during ${name} (`,
    ],
  ] satisfies [string, RequestListener, string][])('is explained: %s', async (_, listener, message) => {
    const url = await serve(listener)
    const { code, stdout, stderr } = await upload({ ...api, url })
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
    const asJson = await upload({ ...api, url }, ['--json'])
    const { isUploaded, error } = JSON.parse(asJson.stdout) as Record<string, unknown>
    expect({ code: asJson.code, isUploaded }).toStrictEqual({ code: 1, isUploaded: false })
    const [told = ''] = /impressions tracking-plan: .*/.exec(stderr) ?? []
    // Until the year 2100 the seconds go by.
    const withoutSeconds = (text: string) => text.replace(/\d{9,} s/, '… s')
    expect(
      withoutSeconds(`impressions tracking-plan: ${String(error)} `.replace(new URL(url).host, '<host>')),
    ).toBe(withoutSeconds(told))
    // Waits are told there all the same.
    expect(asJson.stderr).toBe(stderr.replace(told, ''))
  })

  it('is explained if there is no server', async () => {
    const gone = await startSegmentStub()
    await gone.close()
    const { code, stderr } = await upload({ ...api, url: gone.url })
    expect(code).toBe(1)
    expect(stderr).toContain('<host> can’t be reached (ECONNREFUSED). Check the network')
  })

  it.each<[string, RequestListener, string]>([
    ['never comes', () => undefined, `<host> didn’t answer ${name} within 0.3 s.`],
    [
      'never ends',
      (_, response) => {
        response.writeHead(200, json).write('{')
      },
      `<host> didn’t answer ${name} within 0.3 s.`,
    ],
    [
      'is endless',
      (_, response) => {
        const more = () => {
          while (response.write(Buffer.alloc(1_000_000, 32)));
        }
        response.writeHead(200, json).on('drain', more)
        more()
      },
      `The answer to ${name} from <host> isn’t from Segment’s Public API`,
    ],
  ])('is explained if the answer %s', async (_, listener, message) => {
    const { code, stderr } = await upload({ ...api, url: await serve(listener) }, [], {
      dependencies: { deadlineMs: message.includes('0.3 s') ? 300 : 30_000 },
    })
    expect(code).toBe(1)
    expect(stderr).toContain(message)
  })

  it('is explained if the answer isn’t HTTP', async () => {
    const server = createSocketServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { stderr } = await upload({
      ...api,
      url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    })
    server.close()
    expect(stderr).toContain(`The connection to <host> broke during ${name} (the answer isn’t HTTP)`)
  })

  it('quotes Segment without the token and without control characters', async () => {
    const url = await serve(
      answer(
        422,
        json,
        errors(
          ...Array.from({ length: 9 }, () => ({
            message: `Bearer ${api.token}\u001b[31m ${'x'.repeat(300)}`,
          })),
        ),
      ),
    )
    const { stderr } = await upload({ ...api, url })
    expect(stderr).toContain('It says: “Bearer <SEGMENT_API_TOKEN>\\u001b[31m xxx')
    expect(stderr.length).toBeLessThan(900)
  })

  it('stops when the user wants it to', async () => {
    const controller = new AbortController()
    const url = await serve(() => {
      controller.abort()
    })
    expect(await upload({ ...api, url }, [], { signal: controller.signal })).toStrictEqual({
      code: 130,
      stdout: '',
      stderr: '',
    })
  })
})
