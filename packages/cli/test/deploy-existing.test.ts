import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { deploy, release } from './helpers/deploy.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'

const name = 'Amplitude Experiment Impressions'
const older = release('0.2.0', '// older')

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('impressions deploy segment-function, finding the function', () => {
  keepOffTheNetwork({ loopback: true })

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
  ])('doesn’t mistake “%s” for it', async (displayName, write) => {
    stub.add({ displayName, code: older.code })
    await deploy(stub)
    expect(stub.writes()).toStrictEqual([write])
  })

  it('finds a function with another name, and one without a workspace in its name', async () => {
    stub.add({ displayName: 'Mine', code: older.code }).displayName = 'Mine'
    const { stdout } = await deploy(stub, ['--name', 'Mine'])
    expect(stdout).toContain('✓ Updated')
  })

  it('doesn’t mistake an insert function for it', async () => {
    stub.add({ displayName: name, resourceType: 'INSERT_DESTINATION', code: older.code })
    await deploy(stub)
    expect(stub.writes()).toStrictEqual(['POST /functions'])
  })

  it('asks for --id if several have the name, and then updates that one', async () => {
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
  ])('refuses the id of another kind of function: %j', async (args, resourceType, step) => {
    const { id } = stub.add({ resourceType, code: older.code })
    const { code, stderr } = await deploy(stub, [...args, '--id', id])
    expect({ code, writes: stub.writes() }).toStrictEqual({ code: 2, writes: [] })
    expect(stderr).toContain(`--id belongs to a function of type ${resourceType}`)
    expect(stderr).toContain(step)
  })
})
