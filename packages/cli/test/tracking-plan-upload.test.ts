// `impressions tracking-plan --upload` against Segment’s Public API as it is documented, and against whatever may stand in its place.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { runCli, type Surroundings } from './helpers/run-cli.js'
import { startSegmentStub, type Fault, type SegmentStub } from './helpers/segment-stub.js'

const plan = 'tp_2rFi56u1W4f8fcPxJ92padMtVPj'
const name = `PATCH /tracking-plans/${plan}/rules`

const draft07 = 'http://json-schema.org/draft-07/schema#'
/** Rules that are in the plan already: another event’s, and an old one of ours. */
const signup = { type: 'TRACK', key: 'Signed Up', version: 1, jsonSchema: { $schema: draft07 } }
const common = { type: 'COMMON', version: 1, jsonSchema: { $schema: draft07 } }
const old = { type: 'TRACK', key: '$impression', version: 1, jsonSchema: { $schema: draft07 } }

let api: SegmentStub
beforeEach(async () => {
  api = await startSegmentStub()
  api.plans.set(
    plan,
    new Map([
      ['TRACK Signed Up 1', signup],
      ['COMMON undefined 1', common],
      ['TRACK $impression 1', old],
    ]),
  )
})
const servers: Server[] = []
afterEach(async () => {
  await api.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const withToken = (token: string | undefined) => ({ NO_COLOR: '1', SEGMENT_API_TOKEN: token })

/** Runs an upload, with waits that take no time; whatever it prints has nothing of the token in it. */
async function upload(url: string, args: readonly string[] = [], surroundings: Surroundings = {}) {
  const all = ['tracking-plan', '--upload', plan, '--segment-api-url', url, ...args]
  const ran = await runCli(all, {
    env: withToken(api.token),
    ...surroundings,
    dependencies: { clock: { now: Date.now, wait: () => Promise.resolve() }, ...surroundings.dependencies },
  })
  expect(ran.stdout + ran.stderr).not.toMatch(new RegExp(`zzzz|unexpected|${api.token}`))
  return { ...ran, stderr: ran.stderr.replaceAll(/\s+/g, ' ').replaceAll(new URL(url).host, '<host>') }
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

describe('impressions tracking-plan --upload', () => {
  it('adds and replaces the rules of both events and leaves the others', async () => {
    expect(await upload(api.url)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "The rules for $impression and $exposure are in tp_2rFi56u1W4f8fcPxJ92padMtVPj.
      The plan’s other rules are unchanged. Connect your source to the plan, if it isn’t yet: Segment
      doesn’t check events of other sources.
      ",
      }
    `)
    const rules = api.plans.get(plan)
    expect([...(rules?.keys() ?? [])]).toStrictEqual([
      'TRACK Signed Up 1',
      'COMMON undefined 1',
      'TRACK $impression 1',
      'TRACK $exposure 1',
    ])
    expect(rules?.get('TRACK Signed Up 1')).toBe(signup)
    expect(rules?.get('COMMON undefined 1')).toBe(common)
    expect(rules?.get('TRACK $impression 1')).not.toStrictEqual(old)
  })

  it('sends what it prints, in one request, with the token in its header alone', async () => {
    await upload(api.url)
    const { stdout } = await runCli(['tracking-plan'])
    expect(api.calls).toHaveLength(1)
    const [request] = api.calls
    expect(request).toMatchObject({
      name,
      query: '',
      headers: {
        authorization: `Bearer ${api.token}`,
        accept: 'application/vnd.segment.v1+json',
        'content-type': 'application/vnd.segment.v1+json',
      },
    })
    expect(request?.body).toStrictEqual(JSON.parse(stdout))
  })

  it('can be repeated', async () => {
    await upload(api.url)
    const first = [...(api.plans.get(plan) ?? [])]
    expect((await upload(api.url)).code).toBe(0)
    expect([...(api.plans.get(plan) ?? [])]).toStrictEqual(first)
  })

  it('prints data with --json', async () => {
    const { code, stdout } = await upload(api.url, ['--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toStrictEqual({
      trackingPlan: plan,
      isUploaded: true,
      rules: ['$impression', '$exposure'],
      requests: [],
      error: null,
    })
  })

  it('finishes in 80 columns', async () => {
    const { stdout } = await upload(api.url, [], { columns: 80 })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it.each([
    [
      'no token',
      undefined,
      'SEGMENT_API_TOKEN isn’t set. Put a Public API token into that environment variable',
    ],
    ['an empty one', '', 'SEGMENT_API_TOKEN isn’t set.'],
    ['one with a line break', 'sgp_zz\nzz', 'it contains a space, a line break or a special character'],
    ['one with a header in it', 'sgp_zzzz\r\nX-Evil: 1', 'it contains a space, a line break'],
    ['one that is no ASCII', 'sgp_zzzzä', 'it contains a space, a line break'],
  ])('sends nothing with %s', async (_, value, message) => {
    const { code, stderr } = await upload(api.url, [], { env: withToken(value) })
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(api.calls).toStrictEqual([])
  })

  it.each<[string, Fault]>([
    ['a rate limit', { kind: 'answer', status: 429, headers: { 'retry-after': '7' } }],
    ['a server error', { kind: 'answer', status: 503 }],
    ['a connection that is cut', { kind: 'cut' }],
    ['one that is cut when it is done', { kind: 'cut after' }],
  ])('tries again after %s, and says so', async (_, fault) => {
    api.fail(name, fault, fault, fault)
    const { code, stdout, stderr } = await upload(api.url)
    expect({ code, again: stderr.match(/Trying .+? again in \d s\./g)?.length }).toStrictEqual({
      code: 0,
      again: 3,
    })
    expect(stdout).toContain(`The rules for $impression and $exposure are in ${plan}.`)
    expect(api.plans.get(plan)?.size).toBe(4)
  })
})

describe('--dry-run', () => {
  it('shows the request without the token and sends nothing', async () => {
    const { code, stdout, stderr } = await upload(api.url, ['--dry-run'], { columns: 80 })
    const { stdout: printed } = await runCli(['tracking-plan'])
    const withoutBlanks = (text: string) => text.replaceAll(/\s/g, '')
    const [head = '', tail = ''] = stdout.split(/^ {2}\{$[^]*^ {2}\}$/m)
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect((head + tail).replace(api.url, '<url>')).toMatchInlineSnapshot(`
      "PATCH <url>/tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules  not sent
        Accept: application/vnd.segment.v1+json
        Content-Type: application/vnd.segment.v1+json
        Authorization: Bearer <SEGMENT_API_TOKEN>


      Dry run: nothing was changed. 1 request would be sent.
      "
    `)
    expect(withoutBlanks(stdout)).toBe(withoutBlanks(head + printed + tail))
    expect(api.calls).toStrictEqual([])
  })

  it('has the whole of it as data', async () => {
    const { stdout } = await upload(api.url, ['--dry-run', '--json'])
    const { stdout: printed } = await runCli(['tracking-plan'])
    const type = 'application/vnd.segment.v1+json'
    expect(JSON.parse(stdout)).toStrictEqual({
      trackingPlan: plan,
      isUploaded: false,
      rules: ['$impression', '$exposure'],
      requests: [
        {
          isSent: false,
          method: 'PATCH',
          url: `${api.url}/tracking-plans/${plan}/rules`,
          headers: { Accept: type, 'Content-Type': type, Authorization: 'Bearer <SEGMENT_API_TOKEN>' },
          body: JSON.parse(printed) as unknown,
        },
      ],
      error: null,
    })
  })

  it.each([
    [[], 'https://api.segmentapis.com'],
    [['--region', 'us'], 'https://api.segmentapis.com'],
    [['--region', 'eu'], 'https://eu1.api.segmentapis.com'],
  ])('goes with %j to %s and needs no token', async (args, host) => {
    const { code, stdout } = await runCli(['tracking-plan', '--upload', plan, '--dry-run', '--json', ...args])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      isUploaded: false,
      requests: [{ isSent: false, method: 'PATCH', url: `${host}/tracking-plans/${plan}/rules` }],
    })
  })
})

const json = { 'content-type': 'application/vnd.segment.v1+json' }
const errors = (...list: unknown[]) => JSON.stringify({ errors: list })
const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status, headers).end(body))
  }

describe('a failed upload', () => {
  it('says which role a token needs that may only read', async () => {
    const { code, stdout, stderr } = await upload(api.url, [], { env: withToken(api.readerToken) })
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: SEGMENT_API_TOKEN has no permission for PATCH /tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules (403). It says: “Insufficient permissions”. It needs the role Tracking Plan Admin, or Workspace Owner: in Segment, see Settings > Workspace settings > Access Management > Tokens. The workspace also needs the Protocols add-on. "`,
    )
    expect(api.plans.get(plan)?.size).toBe(3)
  })

  it('says what to look at where Segment doesn’t know the token', async () => {
    const { code, stderr } = await upload(api.url, [], { env: withToken('sgp_zzzz-old') })
    expect(code).toBe(1)
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: Segment doesn’t accept SEGMENT_API_TOKEN for PATCH /tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules (401). It says: “Unauthorized”. Either the token is mistyped or revoked, or it belongs to the other --region, or it lacks a role: Tracking Plan Admin, or Workspace Owner. "`,
    )
  })

  it('says what to look at where there is no such plan', async () => {
    const { code, stderr } = await upload(api.url, ['--upload', 'tp_another'])
    expect(code).toBe(1)
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: Segment finds nothing at PATCH /tracking-plans/tp_another/rules (404). It says: “Tracking Plan not found”. Check tp_another, which is on the plan’s page in Segment, and --region: a token covers one workspace in one region. "`,
    )
  })

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
    const { code, stdout, stderr } = await upload(url)
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
    const asJson = await upload(url, ['--json'])
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

  it('is explained where nobody listens', async () => {
    const gone = await startSegmentStub()
    await gone.close()
    const { code, stderr } = await upload(gone.url)
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
  ])('is explained where the answer %s', async (_, listener, message) => {
    const { code, stderr } = await upload(await serve(listener), [], {
      dependencies: { deadlineMs: message.includes('0.3 s') ? 300 : 30_000 },
    })
    expect(code).toBe(1)
    expect(stderr).toContain(message)
  })

  it('is explained where something answers that speaks no HTTP', async () => {
    const server = createSocketServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { stderr } = await upload(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
    server.close()
    expect(stderr).toContain(`The connection to <host> broke during ${name} (the answer isn’t HTTP)`)
  })

  it('repeats Segment’s words without the token and without what drives a terminal', async () => {
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
    const { stderr } = await upload(url)
    expect(stderr).toContain('It says: “Bearer <SEGMENT_API_TOKEN>\\u001b[31m xxx')
    expect(stderr.length).toBeLessThan(900)
  })

  it('stops when the user wants to', async () => {
    const controller = new AbortController()
    const url = await serve(() => {
      controller.abort()
    })
    expect(await upload(url, [], { signal: controller.signal })).toStrictEqual({
      code: 130,
      stdout: '',
      stderr: '',
    })
  })
})
