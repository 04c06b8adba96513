import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { deploy, deployOlder, older, release } from './helpers/deploy.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'

const name = 'Amplitude Experiment Impressions'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('impressions deploy segment-function', () => {
  keepOffTheNetwork({ loopback: true })

  it('creates the function and says how to connect it', async () => {
    const { code, stdout, stderr } = await deploy(stub, [], { columns: 80 })
    expect({ code, stdout: stdout.replace(/dfn_[\da-f]+/, 'dfn_…'), stderr }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "GET /functions …
      POST /functions …
      ",
        "stdout": "✓ Created    Amplitude Experiment Impressions (Acme (EU))
                   dfn_…, version 0.3.0

      Next steps
        1. In Segment, open Connections > Catalog > Functions, select the function,
           and click Connect Destination.
        2. Choose the source of your web page. You need its Source Admin role.
        3. On the destination’s Settings tab, enter API Key and, if you need them,
           Amplitude Data Region and Unset as identify.
        4. Turn on Enable Destination. Until then the function receives nothing.
      ",
      }
    `)
    expect(stub.functions).toMatchObject([
      { displayName: `${name} (Acme (EU))`, resourceType: 'DESTINATION', ...release() },
    ])
  })

  it('changes nothing in a second run', async () => {
    await deploy(stub)
    const before = structuredClone(stub.functions)
    const { code, stdout } = await deploy(stub)
    expect(code).toBe(0)
    expect(stdout).toContain('✓ Unchanged')
    expect(stub.writes()).toStrictEqual(['POST /functions'])
    expect(stub.functions).toStrictEqual(before)
  })

  it('updates code, settings and description, and leaves the name alone', async () => {
    await deployOlder(stub)
    const settings = release().settings.slice(0, 1)
    const { code, stdout } = await deploy(stub, [], { release: { ...release(), settings }, columns: 80 })
    expect({ code, stdout: stdout.replace(/dfn_[\da-f]+/, 'dfn_…') }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "✓ Updated    Amplitude Experiment Impressions (Acme (EU))
                   dfn_…, version 0.3.0, previously 0.2.0

      Check
        1. In Segment, open Connections > Catalog > Functions, select the function,
           and click Edit Function. If it says that the latest version isn’t deployed,
           click Save & Deploy.
        2. If you haven’t connected a source yet: open Connections > Catalog >
           Functions, select the function, and click Connect Destination.
        3. To go back to the old code: click Edit Function > Version history > Restore
           this version, then Save & Deploy.
      ",
      }
    `)
    const id = stub.functions[0]?.id ?? ''
    expect(stub.writes()).toStrictEqual([`PATCH /functions/${id}`])
    expect(Object.keys(stub.calls.at(-1)?.body ?? {}).sort()).toStrictEqual([
      'code',
      'description',
      'settings',
    ])
    expect(stub.functions).toMatchObject([
      { displayName: `${name} (Acme (EU))`, code: release().code, settings },
    ])
    expect(stub.versions.get(id)).toStrictEqual([older.code, release().code])
  })

  it('requests no deployment, which only source functions have', async () => {
    await deployOlder(stub)
    await deploy(stub)
    expect(stub.calls.filter(({ name: called }) => called.endsWith('/deploy'))).toStrictEqual([])
  })

  it.each([
    [true, 'Check', 'If you haven’t connected a source yet'],
    [false, 'Next steps', 'Save & Deploy. Segment has saved the latest code but doesn’t run it yet'],
  ])('says whether Segment runs the update: %s', async (isLatestVersion, heading, sentence) => {
    const other = await startSegmentStub({ isLatestVersion })
    await deploy(other, [], { release: older })
    const { code, stdout } = await deploy(other)
    await other.close()
    expect(code).toBe(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain(sentence)
    expect(stdout).toContain(heading)
  })

  it('ignores the order of settings', async () => {
    await deploy(stub)
    Object.assign(stub.functions[0] ?? {}, { settings: [...release().settings].reverse() })
    expect((await deploy(stub)).stdout).toContain('✓ Unchanged')
  })

  it('prints the result as JSON', async () => {
    await deployOlder(stub)
    const { code, stdout, stderr } = await deploy(stub, ['--json'])
    const { nextSteps, ...data } = JSON.parse(stdout) as { readonly nextSteps: readonly string[] }
    expect({ code, stderr, data }).toStrictEqual({
      code: 0,
      stderr: '',
      data: {
        function: {
          action: 'updated',
          id: stub.functions[0]?.id,
          displayName: `${name} (Acme (EU))`,
          version: '0.3.0',
          isDeployed: null,
          previousVersion: '0.2.0',
          changed: ['code', 'description'],
        },
        instance: null,
        requests: [],
        error: null,
      },
    })
    expect(nextSteps.at(-1)).toContain('To go back')
  })

  it('shows its requests on a terminal while it sends them', async () => {
    const { stderr } = await deploy(stub, [], { columns: 80 })
    expect(stderr).toBe('GET /functions …\nPOST /functions …\n')
  })
})
