import { deploy, release } from './helpers/deploy.js'
import { runCli } from './helpers/run-cli.js'
import { answer, page } from './helpers/failed-answers.js'
import { startSegmentStub, type Fault, type SegmentStub } from './helpers/segment-stub.js'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('impressions deploy, retries', () => {
  it.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, {}, 7000],
    ['Retry-After as a date', { 'retry-after': new Date(Date.UTC(2100, 0)).toUTCString() }, {}, undefined],
    ['msBeforeNext', {}, { msBeforeNext: 5500 }, 5500],
    ['no header', {}, {}, 1000],
  ])('waits at a rate limit as long as %s says', async (_, headers, data, waited) => {
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
  ])('repeats reads and updates after %s', async (_, fault) => {
    const { id } = stub.add({ code: release('0.2.0').code })
    stub.fail('GET /functions', fault, fault)
    stub.fail(`PATCH /functions/${id}`, fault)
    const { code, stderr } = await deploy(stub)
    expect({ code, again: stderr.match(/Trying/g)?.length }).toStrictEqual({ code: 0, again: 3 })
    expect(stub.functions[0]?.code).toBe(release().code)
  })

  it('creates only once if the connection then breaks, and finds the function in the next run', async () => {
    stub.fail('POST /functions', { kind: 'cut after' })
    const cut = await deploy(stub)
    expect(cut.code).toBe(1)
    expect(cut.stderr).toContain('Segment may have made the change anyway. Run this again to find out.')
    expect(cut.stderr).not.toContain('Trying')
    const { code, stdout } = await deploy(stub)
    expect({ code, functions: stub.functions.length }).toStrictEqual({ code: 0, functions: 1 })
    expect(stdout).toContain('✓ Unchanged')
  })

  it('stops waiting for an answer after the time limit', async () => {
    stub.fail('POST /functions', { kind: 'hang' })
    const { code, stderr } = await deploy(stub, [], { dependencies: { deadlineMs: 300 } })
    expect(code).toBe(1)
    expect(stderr).toContain(
      'didn’t answer POST /functions within 0.3 s. Segment may have made the change anyway',
    )
  })

  it('reports a missing connection without a second try', async () => {
    const url = 'http://127.0.0.1:2'
    const { code, stderr } = await deploy({ ...stub, url })
    expect({ code, stderr }).toStrictEqual({
      code: 1,
      stderr:
        'impressions deploy: 127.0.0.1:2 can’t be reached (ECONNREFUSED). Check the network and the firewall.\n',
    })
  })

  it('stops at once when the user wants it, and says how far it got', async () => {
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

  it('stops while it waits for an answer, or before another try', async () => {
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
