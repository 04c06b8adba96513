import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'
import {
  file,
  foreign,
  invalid,
  settings,
  treatment,
  useDestinationFunction,
} from './helpers/use-destination-function.js'

const fn = useDestinationFunction()

describe('the file', () => {
  it('uses only the globals that Segment documents', () => {
    expect(freeIdentifiers(bundle(file))).toEqual(['RetryError', 'ValidationError', 'fetch'])
  })

  it('is small, says what it is, and has no overlong lines', () => {
    const text = bundle(file)
    expect(Buffer.byteLength(text)).toBeLessThan(64_000)
    const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
      version: string
    }
    expect(text.split('\n')[0]).toBe(
      `// @experiment-impressions/functions ${version}: Segment destination function. Paste the whole file.`,
    )
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThan(1000)
  })

  it('has a handler for each of the six types and for batches, but none for deletions', () => {
    expect(Object.keys(fn.handlers).sort()).toEqual([
      'onAlias',
      'onBatch',
      'onGroup',
      'onIdentify',
      'onPage',
      'onScreen',
      'onTrack',
    ])
  })
})

describe('another event', () => {
  it.each(['onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onTrack'] as const)(
    '%s ignores it, whatever the settings are',
    async (name) => {
      for (const event of [foreign, {}, null, { type: 'track', event: '$Impression' }])
        for (const given of [settings, {}, undefined])
          await expect(fn.handlers[name]?.(event, given)).resolves.toBeUndefined()
      expect(fn.amplitude.asked).toEqual([])
    },
  )

  it('is accepted in a batch, in its place', async () => {
    await expect(fn.onBatch([foreign, treatment, invalid, { type: 'page' }, treatment])).resolves.toEqual([
      { status: 200 },
      { status: 200 },
      { status: 400, errormessage: expect.stringContaining('flag_key') as string },
      { status: 200 },
      { status: 200 },
    ])
    expect(fn.amplitude.uploads.map((upload) => upload.events.length)).toEqual([2])
  })

  it('never throws, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (events) => {
        await expect(fn.onBatch(events)).resolves.toEqual(events.map(() => ({ status: 200 })))
      }),
    )
  })
})

test('no message contains a value from the event or the key', async () => {
  const secret = 'sdfkjh-personal-value'
  const event = { ...invalid, userId: secret, properties: { variant: secret, email: secret } }
  await expect(fn.onBatch([event])).resolves.not.toEqual([
    expect.objectContaining({ errormessage: expect.stringContaining(secret) as string }),
  ])
  fn.amplitude.answer(
    [400, { code: 400, error: `Invalid API key ${secret}` }],
    [400, { code: 400, error: secret, events_with_invalid_fields: { [secret]: [0] } }],
  )
  expect(JSON.stringify([await fn.onBatch([treatment]), await fn.onBatch([treatment])])).not.toContain(secret)
})
