// `impressions tracking-plan --upload` against Segment’s Public API as it is documented, and against whatever may stand in its place.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { runCli, type Surroundings } from './helpers/run-cli.js'
import { startSegmentApi, type SegmentApiStub } from './helpers/segment-api-stub.js'

const token = 'sgp_zzzz-token'
const env = { NO_COLOR: '1', SEGMENT_API_TOKEN: token }
const plan = 'tp_2rFi56u1W4f8fcPxJ92padMtVPj'

const draft07 = 'http://json-schema.org/draft-07/schema#'
/** Rules that are in the plan already: another event’s, and an old one of ours. */
const signup = { type: 'TRACK', key: 'Signed Up', version: 1, jsonSchema: { $schema: draft07 } }
const common = { type: 'COMMON', version: 1, jsonSchema: { $schema: draft07 } }
const old = { type: 'TRACK', key: '$impression', version: 1, jsonSchema: { $schema: draft07 } }

let api: SegmentApiStub
beforeEach(async () => {
  api = await startSegmentApi({
    token,
    plans: { [plan]: [signup, common, old] },
    readOnlyTokens: ['sgp_zzzz-reader'],
  })
})
const servers: Server[] = []
afterEach(() => {
  api.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Runs an upload; whatever it prints has nothing of the token in it. */
async function upload(url: string, args: readonly string[] = [], surroundings: Surroundings = {}) {
  const all = ['tracking-plan', '--upload', plan, '--segment-api-url', url, ...args]
  const ran = await runCli(all, { env, ...surroundings })
  expect(ran.stdout + ran.stderr).not.toMatch(/zzzz|unexpected/)
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
        "stdout": "The rules of $impression and $exposure are in tp_2rFi56u1W4f8fcPxJ92padMtVPj.
      Its other rules are as they were. Connect your source to the plan if it isn’t yet: events of other
      sources aren’t checked.
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
    expect(api.requests).toHaveLength(1)
    const [request] = api.requests
    expect(request).toMatchObject({
      method: 'PATCH',
      url: `/tracking-plans/${plan}/rules`,
      headers: {
        authorization: `Bearer ${token}`,
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
      sent: true,
      rules: ['$impression', '$exposure'],
    })
  })

  it('finishes in 80 columns', async () => {
    const { stdout } = await upload(api.url, [], { columns: 80 })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it.each([
    ['no token', undefined, 'SEGMENT_API_TOKEN isn’t set. Create a Public API token in Segment'],
    ['an empty one', '', 'SEGMENT_API_TOKEN isn’t set.'],
    [
      'one with a line break',
      `${token}\n`,
      'contains a blank, a line break or another character that no token has',
    ],
    ['one with a header in it', `${token}\r\nX-Evil: 1`, 'contains a blank, a line break'],
    ['one that is no ASCII', `${token}ä`, 'contains a blank, a line break'],
  ])('sends nothing with %s', async (_, value, message) => {
    const { code, stderr } = await upload(api.url, [], { env: { NO_COLOR: '1', SEGMENT_API_TOKEN: value } })
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(api.requests).toStrictEqual([])
  })
})

describe('--dry-run', () => {
  it('shows the request without the token and sends nothing', async () => {
    const { code, stdout, stderr } = await upload(api.url, ['--dry-run'])
    const [head = '', ...body] = stdout.split('\n\n{')
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(head.replace(api.url, '<url>')).toMatchInlineSnapshot(`
      "Nothing is sent (--dry-run). The request is:

      PATCH <url>/tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules
      Authorization: Bearer <SEGMENT_API_TOKEN>
      Accept: application/vnd.segment.v1+json
      Content-Type: application/vnd.segment.v1+json"
    `)
    const { stdout: printed } = await runCli(['tracking-plan'])
    expect(JSON.parse(`{${body.join('\n\n{')}`)).toStrictEqual(JSON.parse(printed))
    expect(api.requests).toStrictEqual([])
  })

  it.each([
    [[], 'https://api.segmentapis.com'],
    [['--region', 'us'], 'https://api.segmentapis.com'],
    [['--region', 'eu'], 'https://eu1.api.segmentapis.com'],
  ])('goes with %j to %s and needs no token', async (args, host) => {
    const { code, stdout } = await runCli(['tracking-plan', '--upload', plan, '--dry-run', '--json', ...args])
    expect(code).toBe(0)
    const { sent, request } = JSON.parse(stdout) as { sent: boolean; request: Record<string, unknown> }
    expect({ sent, method: request['method'], url: request['url'] }).toStrictEqual({
      sent: false,
      method: 'PATCH',
      url: `${host}/tracking-plans/${plan}/rules`,
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
    const { code, stdout, stderr } = await upload(api.url, [], {
      env: { ...env, SEGMENT_API_TOKEN: 'sgp_zzzz-reader' },
    })
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: The token isn’t allowed to do that (403). It says: “Insufficient permissions”. Create a token with the role Workspace Owner, or Tracking Plan Admin. The workspace also needs the Protocols add-on. "`,
    )
    expect(api.plans.get(plan)?.size).toBe(3)
  })

  it('says what to look at where Segment doesn’t know the token', async () => {
    const { code, stderr } = await upload(api.url, [], { env: { ...env, SEGMENT_API_TOKEN: 'sgp_zzzz-old' } })
    expect(code).toBe(1)
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: Segment doesn’t know the token (401). It says: “The token is not valid”. Check SEGMENT_API_TOKEN: it may be revoked, incomplete, or of a workspace in the other region (--region). "`,
    )
  })

  it('says what to look at where there is no such plan', async () => {
    const { code, stderr } = await upload(api.url, ['--upload', 'tp_another'])
    expect(code).toBe(1)
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: Segment finds nothing under that id (404). It says: “Tracking Plan not found”. Check tp_another: it stands on the plan’s page in Segment. A workspace in the EU needs --region eu, and the token must be of the plan’s workspace. "`,
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
      'Segment refuses the request (422). It says: “rules[0].jsonSchema: must be object”. Fix what it names.',
    ],
    [
      '400 without words',
      answer(400, json, errors({ type: 'bad-request' })),
      'Segment refuses the request (400). It says: “bad-request”.',
    ],
    ['400 with nothing', answer(400, json, errors({})), 'It says: “no reason given”.'],
    [
      '429 with Retry-After',
      answer(429, { ...json, 'retry-after': '17' }, errors({ type: 'rate-limited' })),
      'Segment takes no more requests from this token for now (429). It says: “rate-limited”. Try again in 17 seconds.',
    ],
    ['429 with one second', answer(429, { 'retry-after': '1' }), 'Try again in 1 second.'],
    ['429 without it', answer(429), '(429). Try again in a minute.'],
    [
      '429 with a date',
      answer(429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
      'Try again in a minute.',
    ],
    [
      '503',
      answer(503, { 'content-type': 'text/html' }, '<html>zzzz'),
      'Segment has trouble of its own (503). Try again later; https://status.segment.com says more.',
    ],
    [
      'a page',
      answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<html>zzzz'),
      'Something other than Segment’s API answered at <host> (200, text/html), such as a proxy',
    ],
    [
      'other JSON',
      answer(200, json, '{"ok":"zzzz"}'),
      'Something other than Segment’s API answered at <host> (200, application/vnd.segment.v1+json)',
    ],
    ['nothing', answer(200), 'Something other than Segment’s API answered at <host> (200, no content type)'],
    [
      'a page that says no',
      answer(403, { 'content-type': 'text/html' }, '<html>zzzz'),
      '(403, text/html), such as a proxy, a firewall or a sign-in page.',
    ],
    [
      'a redirect',
      answer(302, { location: 'http://127.0.0.1:9/zzzz' }),
      'Something other than Segment’s API answered at <host> (302, no content type)',
    ],
    ['a cut connection', (request) => request.socket.destroy(), '<host> can’t be reached (cut off).'],
    [
      'an answer that is cut',
      (_, response) => {
        response.writeHead(200, { ...json, 'content-length': '99' }).write('{', () => response.destroy())
      },
      '<host> can’t be reached (',
    ],
  ] satisfies [string, RequestListener, string][])('is explained: %s', async (_, listener, message) => {
    const url = await serve(listener)
    const { code, stdout, stderr } = await upload(url)
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
    const asJson = await upload(url, ['--json'])
    expect({ code: asJson.code, stderr: asJson.stderr }).toStrictEqual({ code: 1, stderr: '' })
    const { reason, nextStep, sent } = JSON.parse(asJson.stdout) as Record<string, unknown>
    expect(sent).toBe(false)
    expect(
      `impressions tracking-plan: ${String(reason)} ${String(nextStep)} `.replace(
        new URL(url).host,
        '<host>',
      ),
    ).toBe(stderr)
  })

  it('is explained where nobody listens', async () => {
    const gone = await startSegmentApi({ token })
    gone.close()
    const { code, stderr } = await upload(gone.url)
    expect(code).toBe(1)
    expect(stderr).toContain('<host> can’t be reached (ECONNREFUSED). Check the network')
  })

  it.each<[string, RequestListener, string]>([
    ['never comes', () => undefined, '(too late)'],
    [
      'never ends',
      (_, response) => {
        response.writeHead(200, json).write('{')
      },
      '(too late)',
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
      '(over 10 MB)',
    ],
  ])('is explained where the answer %s', async (_, listener, cause) => {
    const { code, stderr } = await upload(await serve(listener), [], {
      dependencies: { deadlineMs: cause === '(too late)' ? 300 : 30_000 },
    })
    expect(code).toBe(1)
    expect(stderr).toContain(`<host> can’t be reached ${cause}.`)
  })

  it('is explained where something answers that speaks no HTTP', async () => {
    const server = createSocketServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { stderr } = await upload(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
    server.close()
    expect(stderr).toContain('<host> can’t be reached (HPE_')
  })

  it('repeats Segment’s words without the token and without what drives a terminal', async () => {
    const url = await serve(
      answer(
        422,
        json,
        errors(
          ...Array.from({ length: 9 }, () => ({ message: `Bearer ${token}\u001b[31m ${'x'.repeat(300)}` })),
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
