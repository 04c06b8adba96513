import fc from 'fast-check'
import { deploy, release } from './helpers/deploy.js'
import { answer, page } from './helpers/failed-answers.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'
import { unprintable } from './helpers/unprintable.js'

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
  ])('explains a %i, and stops', async (status, reason, step) => {
    stub.fail('POST /functions', answer(status, 'no way.'))
    const { code, stdout, stderr } = await deploy(stub)
    expect({ code, stdout, writes: stub.writes() }).toStrictEqual({ code: 1, stdout: '', writes: [] })
    expect(stderr).toContain(reason)
    expect(stderr).toContain(step)
  })

  it('shows the field that Segment names, and only the first messages', async () => {
    const errors = Array.from({ length: 9 }, (_, at) => ({ message: `m${String(at)}`, field: 'settings.0' }))
    stub.fail('POST /functions', { kind: 'answer', status: 422, body: JSON.stringify({ errors }) })
    const { stderr } = await deploy(stub)
    expect(stderr).toContain('It says: “settings.0: m0”, “settings.0: m1”')
    expect(stderr).not.toContain('m5')
  })

  it('prints neither the code nor the token', async () => {
    const secret = release('0.3.0', `const inside = ${JSON.stringify('abcdefghij'.repeat(20))}`)
    stub.fail('POST /functions', answer(422, `bad ${stub.token} code: ${secret.code.slice(10, 200)} (end)`))
    const { stderr } = await deploy(stub, [], { release: secret })
    expect(stderr).toContain('It says: “bad <SEGMENT_API_TOKEN> code: <code> (end)”.')
  })

  it('prints no control characters', async () => {
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
  ])('reports an answer to %s that doesn’t match the documentation', async (name, body) => {
    stub.fail(name, { kind: 'answer', status: 200, body: JSON.stringify(body) })
    const { code, stderr } = await deploy(stub)
    expect(code).toBe(1)
    expect(stderr).toContain(`Segment’s answer to ${name} doesn’t match Segment’s documentation.`)
  })

  it('reports such an answer for the function and its update', async () => {
    const { id } = stub.add({ code: release('0.2.0').code })
    for (const name of [`GET /functions/${id}`, `PATCH /functions/${id}`]) {
      stub.fail(name, { kind: 'answer', status: 200, body: '{"data":{}}' })
      expect((await deploy(stub)).stderr).toContain(`Segment’s answer to ${name} doesn’t match`)
    }
  })

  it('stops reading pages that never end', async () => {
    const body = JSON.stringify({ data: { functions: [], pagination: { current: 'a', next: 'a' } } })
    stub.fail(
      'GET /functions',
      ...Array.from({ length: 200 }, () => ({ kind: 'answer', status: 200, body }) as const),
    )
    expect((await deploy(stub)).stderr).toContain('doesn’t match Segment’s documentation')
  })

  it('stops reading an answer that is too long', async () => {
    stub.fail('GET /functions', { kind: 'answer', status: 200, body: `"${'x'.repeat(21_000_000)}"` })
    expect((await deploy(stub)).stderr).toContain('isn’t from Segment’s Public API')
  })
})
