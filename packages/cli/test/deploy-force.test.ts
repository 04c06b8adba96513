import { deploy, deployOlder, older, release } from './helpers/deploy.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('impressions deploy without --force', () => {
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

  it('refuses to replace an older release that was edited after its deployment', async () => {
    await deployOlder(stub)
    Object.assign(stub.functions[0] ?? {}, { code: older.code.replace('older', 'edited') })
    const { code, stderr } = await deploy(stub)
    expect({ code, writes: stub.writes() }).toStrictEqual({ code: 1, writes: [] })
    expect(stderr).toContain('has code of version 0.2.0 that was edited by hand')
  })

  it.each(['\r\n', '\n'])('replaces an older release with other line endings (%j)', async (end) => {
    await deployOlder(stub)
    Object.assign(stub.functions[0] ?? {}, { code: ` ${older.code.replaceAll('\n', end)}${end}` })
    expect((await deploy(stub)).code).toBe(0)
  })

  it.each([
    ['0.3.0-beta.2', '0.3.0'],
    ['0.3.0-beta.2', '0.3.0-beta.10'],
    ['0.2.9', '0.3.0'],
  ])('replaces %s with %s', async (before, after) => {
    stub.add({ code: release(before, '//').code })
    expect((await deploy(stub, [], { release: release(after) })).code).toBe(0)
  })

  it('replaces settings and descriptions', async () => {
    stub.add({ ...release(), description: 'Mine.' })
    const { code, stdout } = await deploy(stub)
    expect(code).toBe(0)
    expect(stdout).not.toContain('previously')
    expect(Object.keys(stub.calls.at(-1)?.body ?? {})).toStrictEqual(['description'])
  })
})
