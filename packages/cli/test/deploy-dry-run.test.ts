import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import type { FunctionRelease } from '../src/function-release.js'
import { deploy, release } from './helpers/deploy.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'
import { unprintable } from './helpers/unprintable.js'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

const older = release('0.2.0', '// older')
const noToken = { env: { NO_COLOR: '1' } }

describe('impressions deploy segment-function --dry-run', () => {
  keepOffTheNetwork({ loopback: true })

  it('shows all that it would change, except the code and the token', async () => {
    await deploy(stub, [], { release: older })
    const { code, stdout } = await deploy(stub, ['--dry-run'], { columns: 80 })
    const shown = stdout.replaceAll(stub.url, 'http://127.0.0.1:8080').replaceAll(/dfn_[\da-f]+/g, 'dfn_…')
    expect({ code, stdout: shown }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "GET http://127.0.0.1:8080/functions  sent
          ?pagination.count=200
          &resourceType=DESTINATION
        Accept: application/vnd.segment.v1+json
        Authorization: Bearer <SEGMENT_API_TOKEN>

      GET http://127.0.0.1:8080/functions/dfn_…  sent
        Accept: application/vnd.segment.v1+json
        Authorization: Bearer <SEGMENT_API_TOKEN>

      PATCH http://127.0.0.1:8080/functions/dfn_…  not sent
        Accept: application/vnd.segment.v1+json
        Content-Type: application/vnd.segment.v1+json
        Authorization: Bearer <SEGMENT_API_TOKEN>
        {
          "code": "// @experiment-impressions/functions 0.3.0,
            segment-destination-function … 116 bytes, sha256
            5c7ebbd21602cd7c34530ef8ccc6ae22f071aca6287ef7df86a0470c2af8bc7e",
          "description": "Sends experiment impressions to Amplitude. Deployed by
            experiment-impressions 0.3.0, code 11963319fd8cdfa8."
        }

      Dry run: nothing was changed. 1 request would be sent.
      ",
      }
    `)
  })

  it('never changes anything', async () => {
    const options = fc.record({
      before: fc.constantFrom('nothing', 'older', 'newer', 'same', 'foreign'),
      args: fc.subarray(['--force', '--json']),
      insert: fc.constantFrom([], ['--insert'], ['--insert', '--integration', 'dest1']),
    })
    await fc.assert(
      fc.asyncProperty(options, async ({ before, args, insert }) => {
        stub.functions.length = 0
        stub.calls.length = 0
        const codes = { older: older.code, newer: release('9.0.0').code, same: release().code, foreign: '//' }
        const resourceType = insert.length === 0 ? 'DESTINATION' : 'INSERT_DESTINATION'
        if (before !== 'nothing') stub.add({ code: codes[before], resourceType })
        const kept = structuredClone(stub.functions)
        const { stdout } = await deploy(stub, ['--dry-run', ...insert, ...args])
        expect({ writes: stub.writes(), functions: stub.functions }).toStrictEqual({
          writes: [],
          functions: kept,
        })
        expect(stdout).not.toMatch(unprintable)
        expect(stdout).not.toContain('onTrack')
      }),
      { numRuns: 60 },
    )
  })

  it('sends nothing without a token, and shows the requests that create the function', async () => {
    const { code, stdout } = await deploy(
      stub,
      ['--dry-run', '--insert', '--integration', 'dest1', '--json'],
      noToken,
    )
    const bytes = Buffer.byteLength(release().code)
    const sha256 = createHash('sha256').update(release().code).digest('hex')
    expect({ code, calls: stub.calls }).toStrictEqual({ code: 0, calls: [] })
    expect(JSON.parse(stdout)).toMatchObject({
      function: null,
      requests: [
        {
          isSent: false,
          method: 'GET',
          url: `${stub.url}/functions?pagination.count=200&resourceType=INSERT_DESTINATION`,
          body: null,
        },
        {
          isSent: false,
          method: 'POST',
          url: `${stub.url}/functions`,
          headers: {
            Accept: 'application/vnd.segment.v1+json',
            'Content-Type': 'application/vnd.segment.v1+json',
            Authorization: 'Bearer <SEGMENT_API_TOKEN>',
          },
          body: {
            resourceType: 'INSERT_DESTINATION',
            code: `// @experiment-impressions/functions 0.3.0, segment-destination-function … ${String(bytes)} bytes, sha256 ${sha256}`,
          },
        },
        {
          isSent: false,
          headers: { 'Content-Type': 'application/vnd.segment.v1alpha+json' },
          body: { functionId: '<id of the new function>', integrationId: 'dest1' },
        },
      ],
    })
  })

  it('uses the region’s host', async () => {
    for (const [region, host] of [
      ['north_america', 'https://api.segmentapis.com/functions'],
      ['europe', 'https://eu1.api.segmentapis.com/functions'],
    ]) {
      const { stdout } = await deploy(
        { ...stub, url: '' },
        ['--dry-run', '--region', String(region)],
        noToken,
      )
      expect(stdout).toContain(host)
    }
  })

  it('says how many requests it would send', async () => {
    const { stdout } = await deploy(stub, ['--dry-run', '--insert', '--integration', 'dest1'])
    expect(stdout).toContain('Dry run: nothing was changed. 2 requests would be sent.')
    await deploy(stub)
    expect((await deploy(stub, ['--dry-run'])).stdout).toContain('Dry run: nothing needs to change.')
    expect((await deploy(stub, ['--dry-run'], noToken)).stdout).toContain(
      'Without SEGMENT_API_TOKEN the command can’t tell whether the function',
    )
  })

  it('fits 80 columns, even with long descriptions', async () => {
    const [setting] = release().settings
    const settings = [{ ...setting, description: 'a '.repeat(200) }] as FunctionRelease['settings']
    const options = { columns: 80, release: { ...release(), settings } }
    const { stdout } = await deploy(stub, ['--dry-run'], options)
    expect(stdout).toContain('a a a')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it.each([60, 80])('fits %i columns when it isn’t dry', async (columns) => {
    const { stdout } = await deploy(stub, [], { columns })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
  })
})
