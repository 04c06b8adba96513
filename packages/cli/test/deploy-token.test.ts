import fc from 'fast-check'
import { deploy } from './helpers/deploy.js'
import { type Ran } from './helpers/run-cli.js'
import { answer, page } from './helpers/failed-answers.js'
import { startSegmentStub, type Fault, type SegmentStub } from './helpers/segment-stub.js'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('the token', () => {
  const faults: readonly Fault[] = [
    ...[200, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503].map((status) => answer(status, 'TOKEN')),
    page(200),
    page(407),
    { kind: 'cut' },
    { kind: 'cut after' },
  ]

  it('is never printed', async () => {
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

  it.each(['a b', 'a\nb', 'ключ', 'a\u0000'])('is refused, but not shown: %j', async (token) => {
    const { code, stdout, stderr } = await deploy(stub, [], { env: { SEGMENT_API_TOKEN: token } })
    expect({ code, stdout, calls: stub.calls }).toStrictEqual({ code: 2, stdout: '', calls: [] })
    expect(stderr).toContain('SEGMENT_API_TOKEN isn’t a token')
    expect(stderr).not.toContain(token)
  })

  it('may end in a line break', async () => {
    const env = { SEGMENT_API_TOKEN: `${stub.token}\n` }
    expect((await deploy(stub, [], { env })).code).toBe(0)
  })
})
