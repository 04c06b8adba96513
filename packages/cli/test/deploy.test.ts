import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { loadFunction } from '../src/function-release.js'
import { deploy, release } from './helpers/deploy.js'
import { file } from './helpers/doctor.js'
import { runCli } from './helpers/run-cli.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'

const name = 'Amplitude Experiment Impressions'
const older = release('0.2.0', '// older')

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

/** Deploys an older release first, as this command does it. */
async function deployOlder(): Promise<void> {
  await deploy(stub, [], { release: older })
  stub.calls.length = 0
}

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

  it('changes nothing when it is run again', async () => {
    await deploy(stub)
    const before = structuredClone(stub.functions)
    const { code, stdout } = await deploy(stub)
    expect(code).toBe(0)
    expect(stdout).toContain('✓ Unchanged')
    expect(stub.writes()).toStrictEqual(['POST /functions'])
    expect(stub.functions).toStrictEqual(before)
  })

  it('updates code, settings and description, and leaves the name alone', async () => {
    await deployOlder()
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

  it('asks for no deployment, which only source functions have', async () => {
    await deployOlder()
    await deploy(stub)
    expect(stub.calls.filter(({ name: called }) => called.endsWith('/deploy'))).toStrictEqual([])
  })

  it.each([
    [true, 'Check', 'If you haven’t connected a source yet'],
    [false, 'Next steps', 'Save & Deploy. Segment has saved the latest code but doesn’t run it yet'],
  ])('says whether an update runs: %s', async (isLatestVersion, heading, sentence) => {
    const other = await startSegmentStub({ isLatestVersion })
    await deploy(other, [], { release: older })
    const { code, stdout } = await deploy(other)
    await other.close()
    expect(code).toBe(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain(sentence)
    expect(stdout).toContain(heading)
  })

  it('finds the function on the third page', async () => {
    const paged = await startSegmentStub({ pageSize: 2 })
    for (const letter of 'abcd') paged.add({ displayName: letter })
    const { id } = paged.add({ displayName: name, code: older.code })
    const { code } = await deploy(paged)
    await paged.close()
    expect(code).toBe(0)
    expect(paged.writes()).toStrictEqual([`PATCH /functions/${id}`])
    expect(paged.calls.filter(({ name: called }) => called === 'GET /functions')).toHaveLength(3)
  })

  it.each([
    [`${name} (staging)`, 'POST /functions'],
    [`${name}2`, 'POST /functions'],
    [`my ${name}`, 'POST /functions'],
    [`${name} (`, 'POST /functions'],
  ])('does not take “%s” for it', async (displayName, write) => {
    stub.add({ displayName, code: older.code })
    await deploy(stub)
    expect(stub.writes()).toStrictEqual([write])
  })

  it('finds a function under a name of its own, and one without its workspace', async () => {
    stub.add({ displayName: 'Mine', code: older.code }).displayName = 'Mine'
    const { stdout } = await deploy(stub, ['--name', 'Mine'])
    expect(stdout).toContain('✓ Updated')
  })

  it('does not take an insert function for it', async () => {
    stub.add({ displayName: name, resourceType: 'INSERT_DESTINATION', code: older.code })
    await deploy(stub)
    expect(stub.writes()).toStrictEqual(['POST /functions'])
  })

  it('asks which one is meant if several have the name, and takes the one', async () => {
    const [one, other] = [stub.add({ code: older.code }), stub.add({ code: older.code })]
    const refused = await deploy(stub)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain(
      `The workspace has 2 destination functions called “${name}”: ${one.id} and ${other.id}. Choose one with --id.`,
    )
    expect(stub.writes()).toStrictEqual([])
    const { code } = await deploy(stub, ['--id', other.id])
    expect({ code, writes: stub.writes() }).toStrictEqual({
      code: 0,
      writes: [`PATCH /functions/${other.id}`],
    })
  })

  it.each([
    [['--insert'], 'DESTINATION', 'Leave out --insert'],
    [[], 'INSERT_DESTINATION', 'Add --insert'],
  ])('takes no id of another kind: %j', async (args, resourceType, step) => {
    const { id } = stub.add({ resourceType, code: older.code })
    const { code, stderr } = await deploy(stub, [...args, '--id', id])
    expect({ code, writes: stub.writes() }).toStrictEqual({ code: 2, writes: [] })
    expect(stderr).toContain(`--id belongs to a function of type ${resourceType}`)
    expect(stderr).toContain(step)
  })

  describe('what it does not replace without --force', () => {
    const now = '0.3.0'
    it.each([
      ['a newer version', () => release('0.10.0').code, 'has version 0.10.0, which is newer than 0.3.0'],
      ['a newer major', () => release('1.0.0-beta.1').code, 'has version 1.0.0-beta.1, which is newer'],
      ['code that is no release', () => 'async function onTrack() {}', 'isn’t one of our releases'],
      ['a banner below the first line', () => `\n\nlet a\n${release().code}`, 'isn’t one of our releases'],
      [
        'another code of its own version',
        () => release(now, '// mine').code,
        'version 0.3.0 that was edited by hand',
      ],
    ])('%s', async (_, code, reason) => {
      const { id } = stub.add({ code: code() })
      const refused = await deploy(stub)
      expect({ code: refused.code, stdout: refused.stdout }).toStrictEqual({ code: 1, stdout: '' })
      expect(refused.stderr).toContain(reason)
      expect(refused.stderr).toContain('--force')
      expect(stub.writes()).toStrictEqual([])
      const forced = await deploy(stub, ['--force'])
      expect({ code: forced.code, writes: stub.writes() }).toStrictEqual({
        code: 0,
        writes: [`PATCH /functions/${id}`],
      })
      expect(stub.functions[0]?.code).toBe(release().code)
    })

    it('an older release that was edited after it was deployed', async () => {
      await deployOlder()
      Object.assign(stub.functions[0] ?? {}, { code: older.code.replace('older', 'edited') })
      const { code, stderr } = await deploy(stub)
      expect({ code, writes: stub.writes() }).toStrictEqual({ code: 1, writes: [] })
      expect(stderr).toContain('has code of version 0.2.0 that was edited by hand')
    })

    it.each(['\r\n', '\n'])('but an older release with line ends of an editor is ours (%j)', async (end) => {
      await deployOlder()
      Object.assign(stub.functions[0] ?? {}, { code: ` ${older.code.replaceAll('\n', end)}${end}` })
      expect((await deploy(stub)).code).toBe(0)
    })

    it.each([
      ['0.3.0-beta.2', '0.3.0'],
      ['0.3.0-beta.2', '0.3.0-beta.10'],
      ['0.2.9', '0.3.0'],
    ])('but %s is older than %s', async (before, after) => {
      stub.add({ code: release(before, '//').code })
      expect((await deploy(stub, [], { release: release(after) })).code).toBe(0)
    })

    it('and no setting or description, which nobody loses', async () => {
      stub.add({ ...release(), description: 'Mine.' })
      const { code, stdout } = await deploy(stub)
      expect(code).toBe(0)
      expect(stdout).not.toContain('previously')
      expect(Object.keys(stub.calls.at(-1)?.body ?? {})).toStrictEqual(['description'])
    })
  })

  it('takes settings in another order for the same', async () => {
    await deploy(stub)
    Object.assign(stub.functions[0] ?? {}, { settings: [...release().settings].reverse() })
    expect((await deploy(stub)).stdout).toContain('✓ Unchanged')
  })

  it('prints what it did as JSON', async () => {
    await deployOlder()
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

  it('names its requests on a terminal, as they are made', async () => {
    const { stderr } = await deploy(stub, [], { columns: 80 })
    expect(stderr).toBe('GET /functions …\nPOST /functions …\n')
  })

  it('loads the function that the functions package has built, or says that there is none', async () => {
    const files = {
      js: file('built.js', release().code),
      json: file('built.json', { settings: release().settings }),
    }
    await expect(
      loadFunction('destination', (asked) => files[asked.endsWith('.js') ? 'js' : 'json']),
    ).resolves.toStrictEqual(release())
    await expect(loadFunction('insert', () => '/nowhere')).rejects.toThrow(
      '@experiment-impressions/functions/segment-destination-insert-function.js can’t be read (ENOENT). Install the version of @experiment-impressions/functions that matches this command',
    )
    await expect(loadFunction('insert', () => `${__dirname}/../package.json`)).rejects.toThrow(
      'can’t be read (its settings are broken)',
    )
  })

  it('takes no code without a banner', async () => {
    const { code, stderr } = await deploy(stub, [], { release: { code: 'let a', settings: [] } })
    expect({ code, calls: stub.calls }).toStrictEqual({ code: 2, calls: [] })
    expect(stderr).toContain('The function’s code has no banner with its version.')
  })

  it.each([
    [['deploy'], 'The argument segment-function is missing: impressions deploy segment-function.'],
    [['deploy', 'segment-functions'], 'Did you mean segment-function?'],
    [['deploy', 'x'], '“x” can’t be deployed. Use segment-function.'],
    [['deploy', 'segment-function', 'x'], 'The argument “x” isn’t expected here.'],
    [['deploy', 'segment-function', '--region', 'asia'], '--region must be us or eu.'],
    [['deploy', 'segment-function', '--token', 'x'], 'There is no option --token.'],
    [['deploy', 'segment-function', '--name', 'x'.repeat(121)], '--name has 121 characters'],
    [
      ['deploy', 'segment-function', '--name', ' x'],
      '--name must not be empty or start or end with a space.',
    ],
    [['deploy', 'segment-function', '--name', ''], '--name must not be empty'],
    [['deploy', 'segment-function', '--name', 'a\nb'], '--name must not contain line breaks'],
    [['deploy', 'segment-function', '--name', 'x', '--id', 'y'], '--name and --id can’t be combined.'],
    [['deploy', 'segment-function', '--id', '../x'], '--id isn’t an id'],
    [['deploy', 'segment-function', '--integration', 'x'], '--integration needs --insert. Add it'],
    [['deploy', 'segment-function', '--insert', '--setting', 'a=b'], '--setting needs --integration.'],
    [['deploy', 'segment-function', '--segment-api-url', 'x'], '--segment-api-url isn’t a URL'],
    [
      ['deploy', 'segment-function', '--segment-api-url', 'https://api.segmentapis.com'],
      'your token goes there',
    ],
    [
      ['deploy', 'segment-function', '--segment-api-url', 'http://u:p@localhost'],
      'can have a host, a port and a path',
    ],
    [
      ['deploy', 'segment-function', '--region', 'eu', '--segment-api-url', 'http://127.0.0.1:1'],
      '--region and --segment-api-url can’t be combined.',
    ],
    [['deploy', 'segment-function'], 'SEGMENT_API_TOKEN isn’t set.'],
    [['deploy', 'segment-function', '--dry-run', '--id', 'x'], 'With --id, even a dry run must ask Segment.'],
  ])('refuses %j', async (argv, sentence) => {
    const { code, stdout, stderr } = await runCli(argv)
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })
})
