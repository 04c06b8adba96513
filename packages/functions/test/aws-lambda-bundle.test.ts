import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { sandboxProject } from '@experiment-impressions/sandbox'
import { createStage, storedEvents } from '../../sandbox/test/helpers/sandboxes'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { asJson, batchOf } from './helpers/batches'
import { bundle } from './helpers/bundle'
import { freeIdentifiers } from './helpers/free-identifiers'
import { impression } from './helpers/impression'
import { hosts } from './helpers/lambda'

keepOffTheNetwork({ loopback: true })

const root = join(__dirname, '..')
const read = (file: string) => readFileSync(join(root, file))
const code = bundle('aws-lambda.mjs')
const { version } = JSON.parse(read('package.json').toString()) as { readonly version: string }

describe('aws-lambda.mjs', () => {
  it('says what it is', () => {
    expect(code).toMatch(`// @experiment-impressions/functions ${version}: AWS Lambda handlers`)
  })

  it('is smaller than 64 kB', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(64_000)
  })

  it('imports only Node’s zlib', () => {
    const imported = [...code.matchAll(/\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g)]
    expect(imported.map(([, from, bare]) => from ?? bare)).toStrictEqual(['node:zlib'])
  })

  it('uses only globals that every Node version has', () => {
    expect(freeIdentifiers(code, 'module')).toStrictEqual(
      ['AbortController', 'Buffer', 'TextDecoder'].concat(['console', 'fetch', 'process']),
    )
  })
})

describe('aws-lambda.zip', () => {
  it('contains only that file, as index.mjs', () => {
    const files = Object.entries(unzipSync(read('dist/aws-lambda.zip')))
    expect(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toStrictEqual([
      ['index.mjs', code],
    ])
  })
})

describe.each(hosts)('$name, with the sandbox’s Amplitude', ({ createHost }) => {
  const stage = createStage()
  const host = createHost()

  afterEach(async () => {
    await host.stop()
    await stage.close()
  })

  it('sets and unsets the user property, and counts repeated events once', async () => {
    const sandbox = await stage.start()
    await host.start(`${sandbox.url}/amplitude`)
    const shown = impression('device-1', { messageId: 'shown' })
    const time = 1_795_406_548_999
    const out = impression('device-1', { messageId: 'out', properties: { flag_key: 'hero', time } })
    const other = impression('device-2', { messageId: 'other' })
    const deliver = (...events: object[]) =>
      host.invoke({
        handler: 'kinesis',
        event: batchOf('kinesis', events.map(asJson)),
        environment: { AMPLITUDE_API_KEY: sandboxProject.apiKey },
      })

    expect((await deliver(shown, other)).answer).toStrictEqual({ batchItemFailures: [] })
    expect(sandbox.user('device-1')?.userProperties).toMatchObject({ '[Experiment] hero': 'treatment' })
    expect((await deliver(other, out)).answer).toStrictEqual({ batchItemFailures: [] })
    expect(sandbox.user('device-1')?.userProperties).toStrictEqual({})
    expect(sandbox.user('device-2')?.userProperties).toMatchObject({ '[Experiment] hero': 'treatment' })
    expect((await storedEvents(sandbox)).map(({ event }) => event['insert_id'])).toStrictEqual([
      'shown',
      'other',
      'out',
    ])
  })
})
