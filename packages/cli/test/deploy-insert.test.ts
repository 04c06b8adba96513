import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { deploy, release } from './helpers/deploy.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

const connected = ['--insert', '--integration', 'dest1']

describe('impressions deploy segment-function --insert', () => {
  keepOffTheNetwork({ loopback: true })

  it('creates the function and says how to connect it', async () => {
    const { code, stdout } = await deploy(stub, ['--insert'], { columns: 80 })
    expect({ code, stdout: stdout.replace(/ifnd_[\da-f]+/, 'ifnd_…') }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "✓ Created    Amplitude Experiment Impressions (Acme (EU))
                   ifnd_…, version 0.3.0

      Next steps
        1. In Segment, open Connections > Catalog > Functions, select the function,
           and click Connect a destination.
        2. Select the Amplitude destination, and click Connect to destination.
        3. Open Connections > Destinations, select the Amplitude destination, and turn
           on Enable Function on its Functions tab.
      ",
      }
    `)
    expect(stub.functions).toMatchObject([{ resourceType: 'INSERT_DESTINATION' }])
    expect(stub.instances).toStrictEqual([])
  })

  it('connects it with its settings, using the alpha type and the id without its prefix', async () => {
    const { code, stdout } = await deploy(stub, [
      ...connected,
      ...['--setting', 'endpoint=europe', '--setting', 'unsetAsIdentify=true'],
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('✓ Connected  destination dest1')
    expect(stdout).not.toContain('Next steps')
    expect(stub.instances).toMatchObject([
      {
        classId: stub.functions[0]?.catalogId,
        integrationId: 'dest1',
        enabled: true,
        name: 'Amplitude Experiment Impressions',
        settings: { endpoint: 'europe', unsetAsIdentify: true },
      },
    ])
  })

  it('changes nothing in a second run, and only the given settings', async () => {
    await deploy(stub, [...connected, '--setting', 'endpoint=europe'])
    stub.calls.length = 0
    await deploy(stub, connected)
    await deploy(stub, [...connected, '--setting', 'endpoint=europe'])
    expect(stub.writes()).toStrictEqual([])
    const { stdout } = await deploy(stub, [...connected, '--setting', 'unsetAsIdentify=false'])
    expect(stdout).toContain('✓ Updated    destination dest1')
    expect(stub.writes()).toStrictEqual([`PATCH /insert-function-instances/${String(stub.instances[0]?.id)}`])
    expect(stub.instances[0]?.settings).toStrictEqual({ endpoint: 'europe', unsetAsIdentify: false })
  })

  it('connects a second destination', async () => {
    await deploy(stub, connected)
    await deploy(stub, ['--insert', '--integration', 'dest2'])
    expect(stub.instances.map(({ integrationId }) => integrationId)).toStrictEqual(['dest1', 'dest2'])
  })

  it('leaves a switched-off connection off, and says so', async () => {
    await deploy(stub, connected)
    Object.assign(stub.instances[0] ?? {}, { enabled: false })
    const { code, stdout } = await deploy(stub, connected)
    expect({ code, enabled: stub.instances[0]?.enabled }).toStrictEqual({ code: 0, enabled: false })
    expect(stdout).toContain('destination dest1, but switched off')
    expect(stdout).toContain('turn on Enable Function')
  })

  it('says how far it got if connecting fails, and continues there', async () => {
    stub.fail('POST /insert-function-instances', {
      kind: 'answer',
      status: 403,
      body: '{"errors":[{"type":"forbidden","message":"No Source Admin."}]}',
    })
    const failed = await deploy(stub, connected)
    expect(failed.code).toBe(1)
    expect(failed.stdout).toContain('✓ Created')
    expect(failed.stderr).toContain(
      'has no permission for POST /insert-function-instances (403). It says: “No Source Admin”.',
    )
    expect(failed.stderr).toContain('Run the same command again to continue from here.')
    const { code } = await deploy(stub, connected)
    expect({ code, functions: stub.functions.length, instances: stub.instances.length }).toStrictEqual({
      code: 0,
      functions: 1,
      instances: 1,
    })
  })

  it('says so in JSON, too', async () => {
    stub.fail('POST /insert-function-instances', { kind: 'answer', status: 422, body: '{"errors":[]}' })
    const { code, stdout } = await deploy(stub, [...connected, '--json'])
    const data = JSON.parse(stdout) as { readonly error: string }
    expect({ code, data }).toMatchObject({
      code: 1,
      data: { function: { action: 'created' }, instance: null },
    })
    expect(data.error).toContain('(422)')
  })

  it.each(['GET', 'POST'])('reports an answer to %s that doesn’t match the documentation', async (method) => {
    const body = JSON.stringify({ data: { instances: 5, insertFunctionInstance: { id: 5 } } })
    stub.fail(`${method} /insert-function-instances`, { kind: 'answer', status: 200, body })
    const { code, stderr } = await deploy(stub, connected)
    expect(code).toBe(1)
    expect(stderr).toContain(`Segment’s answer to ${method} /insert-function-instances doesn’t match`)
  })

  it('accepts an instance without settings, and ignores one without an id', async () => {
    await deploy(stub, connected)
    Object.assign(stub.instances[0] ?? {}, { settings: undefined })
    stub.instances.unshift({ ...structuredClone(stub.instances[0]), id: undefined } as never)
    const { code } = await deploy(stub, [...connected, '--setting', 'endpoint=europe'])
    expect({ code, settings: stub.instances[1]?.settings }).toStrictEqual({
      code: 0,
      settings: { endpoint: 'europe' },
    })
  })

  const typed = {
    ...release(),
    settings: [
      ...release().settings,
      ...(['ARRAY', 'TEXT_MAP'] as const).map((type) => ({
        name: type.toLowerCase(),
        label: type,
        description: '',
        type,
        required: false,
        sensitive: false,
      })),
    ],
  }

  it('reads lists and maps', async () => {
    const settings = ['--setting', 'array=["a"]', '--setting', 'text_map={"a":"b=c"}']
    await deploy(stub, [...connected, ...settings], { release: typed })
    expect(stub.instances[0]?.settings).toStrictEqual({ array: ['a'], text_map: { a: 'b=c' } })
  })

  it.each([
    ['endpont=x', 'The function has no setting “endpont”. Did you mean endpoint?'],
    ['zzzzzzzzzz=x', 'The function has no setting “zzzzzzzzzz”. Its settings are apiKey, endpoint'],
    ['endpoint', '--setting endpoint needs a value: --setting endpoint=…'],
    ['apiKey=abc', '--setting can’t set apiKey: it’s a secret'],
    ['unsetAsIdentify=yes', '--setting unsetAsIdentify must be true or false.'],
    ['array={}', '--setting array must be a JSON array'],
    ['text_map=[]', '--setting text_map must be a JSON object'],
    ['text_map=null', '--setting text_map must be a JSON object'],
  ])('refuses --setting %s before any request', async (setting, sentence) => {
    const { code, stderr } = await deploy(stub, [...connected, '--setting', setting], { release: typed })
    expect({ code, calls: stub.calls }).toStrictEqual({ code: 2, calls: [] })
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('abc')
  })

  it('refuses any setting if the function has none', async () => {
    const bare = { ...release(), settings: [] }
    const { stderr } = await deploy(stub, [...connected, '--setting', 'a=b'], { release: bare })
    expect(stderr).toContain('It has no settings at all')
  })
})
