import fc from 'fast-check'
import { deploy, release } from './helpers/deploy.js'
import { runCli, type Ran } from './helpers/run-cli.js'
import { startSegmentStub, type Fault, type SegmentStub } from './helpers/segment-stub.js'
import { unprintable } from './helpers/unprintable.js'

const answer = (status: number, message?: string, headers?: Record<string, string>): Fault => ({
  kind: 'answer',
  status,
  body: JSON.stringify({ errors: message === undefined ? [] : [{ type: 'x', message }] }),
  ...(headers && { headers }),
})
const page = (status: number): Fault => ({
  kind: 'answer',
  status,
  body: '<html>Sign in</html>',
  headers: { 'content-type': 'text/html' },
})

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('impressions deploy when Segment refuses', () => {
  it.each([
    [
      401,
      'doesn’t accept SEGMENT_API_TOKEN for POST /functions (401). It says: “no way”.',
      'Functions Admin',
    ],
    [403, 'has no permission for POST /functions (403). It says: “no way”.', 'Functions Admin'],
    [404, 'finds nothing at POST /functions (404)', '--region'],
    [409, 'because of a conflict (409)', 'run this again'],
    [413, 'because it’s too large (413)', 'no way'],
    [422, 'refuses POST /functions (422). It says: “no way”.', ''],
    [400, 'refuses POST /functions (400). It says: “no way”.', ''],
    [500, 'has a server error at POST /functions (500)', 'may have made the change anyway. Run this again'],
  ])('says what a %i means, and does nothing more', async (status, reason, step) => {
    stub.fail('POST /functions', answer(status, 'no way.'))
    const { code, stdout, stderr } = await deploy(stub)
    expect({ code, stdout, writes: stub.writes() }).toStrictEqual({ code: 1, stdout: '', writes: [] })
    expect(stderr).toContain(reason)
    expect(stderr).toContain(step)
  })

  it('shows the field that Segment names, and the first messages only', async () => {
    const errors = Array.from({ length: 9 }, (_, at) => ({ message: `m${String(at)}`, field: 'settings.0' }))
    stub.fail('POST /functions', { kind: 'answer', status: 422, body: JSON.stringify({ errors }) })
    const { stderr } = await deploy(stub)
    expect(stderr).toContain('It says: “settings.0: m0”, “settings.0: m1”')
    expect(stderr).not.toContain('m5')
  })

  it('repeats neither the code that it sent nor the token', async () => {
    const secret = release('0.3.0', `const inside = ${JSON.stringify('abcdefghij'.repeat(20))}`)
    stub.fail('POST /functions', answer(422, `bad ${stub.token} code: ${secret.code.slice(10, 200)} (end)`))
    const { stderr } = await deploy(stub, [], { release: secret })
    expect(stderr).toContain('It says: “bad <SEGMENT_API_TOKEN> code: <code> (end)”.')
  })

  it('prints nothing that a terminal would act on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (message) => {
        stub.fail('POST /functions', {
          kind: 'answer',
          status: 422,
          body: JSON.stringify({ errors: [{ type: 'x', message, field: message }] }),
        })
        const { code, stderr } = await deploy(stub)
        expect(code).toBe(1)
        expect(stderr).not.toMatch(unprintable)
        expect(stderr.length).toBeLessThan(10_000)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, {}, 7000],
    ['Retry-After as a date', { 'retry-after': new Date(Date.UTC(2100, 0)).toUTCString() }, {}, undefined],
    ['msBeforeNext', {}, { msBeforeNext: 5500 }, 5500],
    ['nothing', {}, {}, 1000],
  ])('waits at a rate limit as long as it says by %s', async (_, headers, data, waited) => {
    const body = JSON.stringify({ errors: [{ type: 'RequestError', message: 'Too many requests', data }] })
    stub.fail('POST /functions', { kind: 'answer', status: 429, body, headers })
    const waits: number[] = []
    const wait = (ms: number) => Promise.resolve(void waits.push(ms))
    const { code, stderr } = await deploy(stub, [], { dependencies: { clock: { now: Date.now, wait } } })
    expect(waits).toStrictEqual(waited === undefined ? [] : [waited])
    // The year 2100 is later than anybody waits for.
    expect(code).toBe(waited === undefined ? 1 : 0)
    expect(stderr).toMatch(
      waited === undefined
        ? /still limits the rate of requests \(429 for POST \/functions\)\. It says: “Too many requests”\. Run this again in \d+ s\./
        : `Segment’s rate limit is reached. Trying POST /functions again in ${String(Math.ceil(waited / 1000))} s.`,
    )
  })

  it('gives up after four tries at a rate limit', async () => {
    stub.fail('GET /functions', ...Array.from({ length: 9 }, () => answer(429)))
    const { code, stderr } = await deploy(stub)
    expect(code).toBe(1)
    expect(stderr.match(/Trying/g)).toHaveLength(3)
    expect(stderr).toContain('Run this again later.')
  })

  it.each<[string, Fault]>([
    ['a server error', answer(503)],
    ['a gateway’s page', page(502)],
    ['a cut connection', { kind: 'cut' }],
  ])('reads again after %s, and updates again', async (_, fault) => {
    const { id } = stub.add({ code: release('0.2.0').code })
    stub.fail('GET /functions', fault, fault)
    stub.fail(`PATCH /functions/${id}`, fault)
    const { code, stderr } = await deploy(stub)
    expect({ code, again: stderr.match(/Trying/g)?.length }).toStrictEqual({ code: 0, again: 3 })
    expect(stub.functions[0]?.code).toBe(release().code)
  })

  it('creates once if the connection is cut after that, and finds it the next time', async () => {
    stub.fail('POST /functions', { kind: 'cut after' })
    const cut = await deploy(stub)
    expect(cut.code).toBe(1)
    expect(cut.stderr).toContain('Segment may have made the change anyway. Run this again to find out.')
    expect(cut.stderr).not.toContain('Trying')
    const { code, stdout } = await deploy(stub)
    expect({ code, functions: stub.functions.length }).toStrictEqual({ code: 0, functions: 1 })
    expect(stdout).toContain('✓ Unchanged')
  })

  it.each([
    [page(200), '(200, text/html)'],
    [page(403), '(403, text/html)'],
    [{ kind: 'answer', status: 200, body: '{}' } as const, '(200, application/json)'],
    [
      { kind: 'answer', status: 302, headers: { location: 'https://example.com' } } as const,
      '(302, application/json)',
    ],
  ])('says that something else answered: %j', async (fault, what) => {
    stub.fail('GET /functions', fault)
    const { code, stderr } = await deploy(stub)
    expect(code).toBe(1)
    expect(stderr).toContain(`isn’t from Segment’s Public API ${what}. A proxy, a firewall or a sign-in page`)
  })

  it.each([
    ['GET /functions', { data: { functions: 5 } }],
    ['POST /functions', { data: { function: { code: 'x' } } }],
  ])('says that an answer to %s lacks what it needs', async (name, body) => {
    stub.fail(name, { kind: 'answer', status: 200, body: JSON.stringify(body) })
    const { code, stderr } = await deploy(stub)
    expect(code).toBe(1)
    expect(stderr).toContain(`Segment’s answer to ${name} doesn’t match Segment’s documentation.`)
  })

  it('says it too of the function and of its update', async () => {
    const { id } = stub.add({ code: release('0.2.0').code })
    for (const name of [`GET /functions/${id}`, `PATCH /functions/${id}`]) {
      stub.fail(name, { kind: 'answer', status: 200, body: '{"data":{}}' })
      expect((await deploy(stub)).stderr).toContain(`Segment’s answer to ${name} doesn’t match`)
    }
  })

  it('does not follow pages that never end', async () => {
    const body = JSON.stringify({ data: { functions: [], pagination: { current: 'a', next: 'a' } } })
    stub.fail(
      'GET /functions',
      ...Array.from({ length: 200 }, () => ({ kind: 'answer', status: 200, body }) as const),
    )
    expect((await deploy(stub)).stderr).toContain('doesn’t match Segment’s documentation')
  })

  it('waits for no answer longer than it says', async () => {
    stub.fail('POST /functions', { kind: 'hang' })
    const { code, stderr } = await deploy(stub, [], { dependencies: { deadlineMs: 300 } })
    expect(code).toBe(1)
    expect(stderr).toContain(
      'didn’t answer POST /functions within 0.3 s. Segment may have made the change anyway',
    )
  })

  it('says that there is no connection, without trying again', async () => {
    const url = 'http://127.0.0.1:2'
    const { code, stderr } = await deploy({ ...stub, url })
    expect({ code, stderr }).toStrictEqual({
      code: 1,
      stderr:
        'impressions deploy: 127.0.0.1:2 can’t be reached (ECONNREFUSED). Check the network and the firewall.\n',
    })
  })

  it('reads no answer that is too long', async () => {
    stub.fail('GET /functions', { kind: 'answer', status: 200, body: `"${'x'.repeat(21_000_000)}"` })
    expect((await deploy(stub)).stderr).toContain('isn’t from Segment’s Public API')
  })

  it('stops at once when the user wants it, and says what is done', async () => {
    const stop = new AbortController()
    stub.fail('GET /insert-function-instances', answer(429))
    const wait = (_: number, signal: AbortSignal) => {
      stop.abort()
      return Promise.reject(signal.reason as Error)
    }
    const options = { signal: stop.signal, dependencies: { clock: { now: Date.now, wait } } }
    const { code, stderr } = await deploy(stub, ['--insert', '--integration', 'dest1'], options)
    expect(code).toBe(130)
    expect(stderr).toContain(`Stopped. The function is already created (${String(stub.functions[0]?.id)}).`)
  })

  it('stops while it waits for an answer, and in a wait of its own', async () => {
    for (const fault of [{ kind: 'hang' } as const, answer(429, undefined, { 'retry-after': '60' })]) {
      const stop = new AbortController()
      stub.fail('GET /functions', fault)
      const ran = runCli(['deploy', 'segment-function', '--segment-api-url', stub.url], {
        env: { SEGMENT_API_TOKEN: stub.token },
        signal: stop.signal,
        columns: 80,
        onError: (text) => {
          if (fault.kind === 'hang' || text.includes('Trying'))
            setImmediate(() => {
              stop.abort()
            })
        },
        dependencies: { loadFunction: () => Promise.resolve(release()) },
      })
      expect((await ran).code).toBe(130)
    }
  })
})

describe('the token', () => {
  const faults: readonly Fault[] = [
    ...[200, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503].map((status) => answer(status, 'TOKEN')),
    page(200),
    page(407),
    { kind: 'cut' },
    { kind: 'cut after' },
  ]

  it('stands in nothing that is printed, whatever happens', async () => {
    const args = fc.subarray(['--json', '--dry-run', '--insert', '--force'])
    await fc.assert(
      fc.asyncProperty(
        args,
        fc.constantFrom(...faults),
        fc.constantFrom('GET', 'POST'),
        async (given, fault, method) => {
          const echo: Fault =
            fault.kind === 'answer'
              ? { ...fault, body: (fault.body ?? '').replace('TOKEN', `Bearer ${stub.token} ${stub.token}`) }
              : fault
          stub.fail(`${method} /functions`, echo, echo)
          stub.functions.length = 0
          const { stdout, stderr }: Ran = await deploy(stub, given)
          expect(stdout + stderr).not.toContain(stub.token)
        },
      ),
      { numRuns: 100 },
    )
  })

  it.each(['a b', 'a\nb', 'ключ', 'a\u0000'])('is refused without being shown: %j', async (token) => {
    const { code, stdout, stderr } = await deploy(stub, [], { env: { SEGMENT_API_TOKEN: token } })
    expect({ code, stdout, calls: stub.calls }).toStrictEqual({ code: 2, stdout: '', calls: [] })
    expect(stderr).toContain('SEGMENT_API_TOKEN isn’t a token')
    expect(stderr).not.toContain(token)
  })

  it('may have a line end from a file', async () => {
    const env = { SEGMENT_API_TOKEN: `${stub.token}\n` }
    expect((await deploy(stub, [], { env })).code).toBe(0)
  })
})
