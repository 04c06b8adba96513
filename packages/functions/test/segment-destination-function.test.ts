import { Destination, type SegmentEvent } from '@segment/actions-core'
import { createDestination, type Settings } from '@experiment-impressions/destination'
import { endpointsAt } from '@experiment-impressions/delivery'
import { sandboxProject, startSandbox } from '@experiment-impressions/sandbox'
import fc from 'fast-check'
import nodeFetch from 'node-fetch'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { ok, startAmplitude, type AmplitudeServer, type Answer } from './helpers/amplitude-server.js'
import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'
import {
  errors,
  loadSegmentFunction,
  RetryError,
  ValidationError,
  type Handlers,
} from './helpers/segment-functions.js'

const file = 'segment-destination-function.js'
const settings = { apiKey: 'test-api-key' }

let amplitude: AmplitudeServer
let handlers: Handlers

beforeEach(async () => {
  amplitude = await startAmplitude()
  handlers = loadSegmentFunction(file, { ...errors, fetch: amplitude.fetch })
})
afterEach(() => amplitude.close())

function eventOf(name: string): Record<string, unknown> {
  const found = corpus.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no case ${name}`)
  return found.event
}

const treatment = eventOf('impression-treatment')
const invalid = eventOf('impression-flag-key-missing')
const foreign = {
  type: 'track',
  event: 'Order Completed',
  anonymousId: 'anonymous-1',
  properties: { variant: 'blue' },
}

const onTrack = (event: unknown, over: object = {}) => handlers.onTrack?.(event, { ...settings, ...over })
const onBatch = (events: readonly unknown[], over: object = {}) =>
  handlers.onBatch?.(events, { ...settings, ...over })

interface Recorded {
  readonly context: object
  readonly integrations?: object
}

const recordedDevices = readFileSync(
  join(__dirname, '../../destination/test/fixtures/segment-amplitude-device.ndjson'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)

const sentEvents = () => amplitude.uploads.flatMap(({ events }) => events)

describe('the file', () => {
  it('takes nothing from its surroundings but what Segment documents', () => {
    expect(freeIdentifiers(bundle(file))).toEqual(['RetryError', 'ValidationError', 'fetch'])
  })

  it('is small, says what it is, and has no line that an editor chokes on', () => {
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

  it('has a handler for each of the six types and for batches, and none for deletions', () => {
    expect(Object.keys(handlers).sort()).toEqual([
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

describe('the corpus', () => {
  it.each(corpus)(
    '$name: what is sent is what the transform gives, and the device',
    async ({ event, expected }) => {
      const refused = expected.issues.some(({ severity }) => severity === 'error')
      const answers = onBatch([event])
      await expect(answers).resolves.toEqual([
        refused ? { status: 400, errormessage: expect.any(String) as string } : { status: 200 },
      ])
      expect(sentEvents()).toEqual(expected.kind === 'send' ? [expect.objectContaining(expected.event)] : [])
    },
  )

  it('gets the same from a single handler as from a batch', async () => {
    const alone: string[] = []
    for (const { event } of corpus)
      alone.push(
        await (onTrack(event) as Promise<unknown>).then(
          () => '',
          (error: unknown) => (error as Error).message,
        ),
      )
    const together = (await onBatch(corpus.map(({ event }) => event))) as { readonly errormessage?: string }[]
    expect(together.map(({ errormessage = '' }) => errormessage)).toEqual(alone)
  })

  it('gets the same events as the destination sends by its default mapping', async () => {
    const destination = createDestination({ endpoints: endpointsAt(amplitude.url) })
    const host = new Destination(destination)
    const events = [
      ...corpus.filter(({ expected }) => expected.kind === 'send').map(({ event }) => event),
      ...recordedDevices.map(({ context, integrations = {} }) => ({ ...treatment, context, integrations })),
    ]
    for (const event of events)
      await host.onEvent(
        event as SegmentEvent,
        {
          ...({ apiKey: 'test-api-key', secretKey: 'test-secret-key' } satisfies Settings),
          subscriptions: destination.presets,
        } as never,
      )
    const byDestination = amplitude.uploads.flatMap((upload) => upload.events)
    expect(byDestination.length).toBeGreaterThan(100)
    for (const event of events) await onTrack(event)
    const byFunction = amplitude.uploads.slice(byDestination.length).flatMap((upload) => upload.events)
    expect(byFunction).toEqual(byDestination)
  })
})

describe('the sandbox’s Amplitude, which holds what Amplitude documents', () => {
  it('takes every event of the corpus that the function sends', async () => {
    const sandbox = await startSandbox({ port: 0 })
    const asked: string[] = []
    const { onBatch: deliver } = loadSegmentFunction(file, {
      ...errors,
      fetch: (url: string, init: object) => {
        asked.push(url)
        return fetch(`${sandbox.url}/amplitude${new URL(url).pathname}`, init)
      },
    })
    const valid = corpus.filter(({ expected }) => expected.kind === 'send').map(({ event }) => event)
    await expect(deliver?.(valid, { apiKey: sandboxProject.apiKey })).resolves.toEqual(
      valid.map(() => ({ status: 200 })),
    )
    expect(asked.length).toBeGreaterThan(0)
    await expect(deliver?.([treatment], { apiKey: 'another' })).resolves.toEqual([
      { status: 400, errormessage: expect.stringContaining('Invalid API key') as string },
    ])
    await sandbox.close()
  })
})

describe('what is no experiment event', () => {
  it.each(['onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onTrack'] as const)(
    '%s passes over it without a word, whatever the settings are',
    async (name) => {
      for (const event of [foreign, {}, null, { type: 'track', event: '$Impression' }])
        for (const given of [settings, {}, undefined])
          await expect(handlers[name]?.(event, given)).resolves.toBeUndefined()
      expect(amplitude.asked).toEqual([])
    },
  )

  it('is accepted within a batch, in its place', async () => {
    await expect(onBatch([foreign, treatment, invalid, { type: 'page' }, treatment])).resolves.toEqual([
      { status: 200 },
      { status: 200 },
      { status: 400, errormessage: expect.stringContaining('flag_key') as string },
      { status: 200 },
      { status: 200 },
    ])
    expect(amplitude.uploads.map((upload) => upload.events.length)).toEqual([2])
  })

  it('never makes it throw, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (events) => {
        await expect(onBatch(events)).resolves.toEqual(events.map(() => ({ status: 200 })))
      }),
    )
  })
})

/** Source: Segment docs, "Destination Functions error types": these two are discarded as "Message Rejected"; a `RetryError` is sent again. */
const table: readonly (readonly [
  what: string,
  event: object,
  answer: Answer,
  error: (new () => Error) | undefined,
  message: string,
])[] = [
  ['accepted', treatment, [200, ok], undefined, ''],
  ['not meant to be counted', eventOf('impression-track-exposure-false'), [200, ok], undefined, ''],
  ['invalid', invalid, [200, ok], ValidationError, 'flag_key'],
  [
    'refused by Amplitude',
    treatment,
    [
      400,
      { code: 400, error: 'Invalid field values on some events', events_with_invalid_fields: { time: [0] } },
    ],
    ValidationError,
    'Segment doesn’t send the event again',
  ],
  [
    'sent with another project’s key, or to the other region',
    treatment,
    [400, { code: 400, error: 'Invalid API key' }],
    ValidationError,
    'Check the settings apiKey and endpoint',
  ],
  [
    'throttled',
    treatment,
    [429, { code: 429, error: 'Too many requests for some devices and users', throttled_events: [0] }],
    RetryError,
    'Segment sends the event again',
  ],
  ['met by trouble', treatment, [503, { code: 503 }], RetryError, 'Amplitude answered 503'],
  ['answered by something else', treatment, [200, '<html>'], RetryError, 'Amplitude answered 200'],
  [
    'redirected',
    treatment,
    (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
    RetryError,
    'Segment sends the event again',
  ],
  ['cut off', treatment, (response) => response.destroy(), RetryError, 'Amplitude didn’t answer'],
]

describe.each([
  ['the fetch of Node 22', globalThis.fetch],
  ['node-fetch 2, as functions on Node 18 have it', nodeFetch],
])('with %s', (_, clientFetch) => {
  beforeEach(async () => {
    await amplitude.close()
    amplitude = await startAmplitude(clientFetch)
    handlers = loadSegmentFunction(file, { ...errors, fetch: amplitude.fetch })
  })

  it.each(table)(
    'an event that is %s has the fate that Segment gives it',
    async (_what, event, answer, error, message) => {
      amplitude.answer(answer, answer)
      const alone = onTrack(event)
      if (error === undefined) await expect(alone).resolves.toBeUndefined()
      else {
        await expect(alone).rejects.toBeInstanceOf(error)
        await expect(alone).rejects.toThrow(message)
      }
      const status = error === undefined ? 200 : error === ValidationError ? 400 : 500
      await expect(onBatch([event])).resolves.toEqual([
        status === 200 ? { status } : { status, errormessage: expect.stringContaining(message) as string },
      ])
    },
  )
})

test('no message has a value of the event or the key in it', async () => {
  const secret = 'sdfkjh-personal-value'
  const event = { ...invalid, userId: secret, properties: { variant: secret, email: secret } }
  await expect(onBatch([event])).resolves.not.toEqual([
    expect.objectContaining({ errormessage: expect.stringContaining(secret) as string }),
  ])
  amplitude.answer(
    [400, { code: 400, error: `Invalid API key ${secret}` }],
    [400, { code: 400, error: secret, events_with_invalid_fields: { [secret]: [0] } }],
  )
  expect(JSON.stringify([await onBatch([treatment]), await onBatch([treatment])])).not.toContain(secret)
})

describe('the deadline', () => {
  it('gives back what Amplitude has not answered for a second before Segment ends the function', async () => {
    const waits: number[] = []
    const timers = {
      // The time passes at once.
      setTimeout: (wake: () => void, ms: number) => {
        waits.push(ms)
        setImmediate(wake)
        return waits.length
      },
      clearTimeout: jest.fn(),
    }
    handlers = loadSegmentFunction(file, { ...errors, ...timers, fetch: () => new Promise(() => undefined) })
    await expect(onTrack(treatment)).rejects.toThrow(
      'Amplitude didn’t answer. Segment sends the event again.',
    )
    await expect(onBatch([treatment, foreign])).resolves.toEqual([
      { status: 500, errormessage: expect.any(String) as string },
      { status: 200 },
    ])
    expect(waits).toHaveLength(2)
    for (const ms of waits) expect(ms > 3000 && ms <= 4000).toBe(true)
    expect(timers.clearTimeout).toHaveBeenCalledTimes(2)
  })

  it('starts no other upload after it, even where there are no timers', async () => {
    let passed = 0
    class LateDate extends Date {
      static override now(): number {
        return Date.now() + passed
      }
    }
    handlers = loadSegmentFunction(file, {
      ...errors,
      Date: LateDate,
      fetch: (url: string, init: object) => {
        passed = 5000
        return amplitude.fetch(url, init)
      },
    })
    const big = Array.from({ length: 40 }, (_, index) => ({
      ...treatment,
      messageId: `message-${String(index)}`,
      properties: { ...(treatment['properties'] as object), note: 'x'.repeat(30_000) },
    }))
    const statuses = ((await onBatch(big)) as { readonly status: number }[]).map(({ status }) => status)
    expect(amplitude.uploads).toHaveLength(1)
    const accepted = amplitude.uploads[0]?.events.length as number
    expect(statuses).toEqual(big.map((_, index) => (index < accepted ? 200 : 500)))
  })
})

describe('the settings', () => {
  it.each([
    ['nothing but the key', {}, 'https://api2.amplitude.com/2/httpapi'],
    ['Europe', { endpoint: 'europe' }, 'https://api.eu.amplitude.com/2/httpapi'],
    [
      'blanks',
      { endpoint: ' ', uploadApi: '', minIdLength: '', partnerId: '' },
      'https://api2.amplitude.com/2/httpapi',
    ],
    ['the batch API', { endpoint: ' europe ', uploadApi: 'batch' }, 'https://api.eu.amplitude.com/batch'],
  ])('%s: uploads go to the right address', async (_, over, url) => {
    await onTrack(treatment, over)
    expect(amplitude.asked).toEqual([url])
    expect(amplitude.uploads[0]).toEqual({ api_key: 'test-api-key', events: [expect.any(Object)] })
  })

  it.each([
    ['no key', { apiKey: ' ' }, '“apiKey” is missing'],
    ['another region', { endpoint: 'eu' }, '“endpoint” must be north_america, europe or empty'],
    ['a word for a number', { minIdLength: 'five' }, '“minIdLength” must be a number or empty'],
    [
      'a negative number',
      { skipUserPropertiesAfterHours: '-1' },
      '“skipUserPropertiesAfterHours” must be a number',
    ],
    ['the choice of another setting', { unsetAs: 'batch' }, '“unsetAs” must be event, identify or empty'],
  ])('%s: every experiment event is refused with the reason, and nothing else', async (_, over, message) => {
    await expect(onTrack(treatment, over)).rejects.toThrow(message)
    await expect(onTrack(treatment, over)).rejects.toBeInstanceOf(ValidationError)
    await expect(onBatch([foreign, treatment], over)).resolves.toEqual([
      { status: 200 },
      { status: 400, errormessage: expect.stringContaining(message) as string },
    ])
    expect(amplitude.asked).toEqual([])
  })

  it('have the effect that they have in the destination', async () => {
    const out = eventOf('impression-out-of-rollout')
    await onTrack(out, { unsetAs: 'identify' })
    await onTrack(treatment, { transformAt: 'ingestion' })
    await onTrack({ ...treatment, userId: 'abc' }, { minIdLength: '3', partnerId: 'partner' })
    await onTrack(treatment, { skipUserPropertiesAfterHours: '1' })
    expect(sentEvents()).toEqual([
      expect.objectContaining({ event_type: '$identify' }),
      expect.objectContaining({ event_type: '$impression' }),
      expect.objectContaining({ user_id: 'abc', partner_id: 'partner' }),
      expect.objectContaining({ $skip_user_properties_sync: true }),
    ])
    expect(amplitude.uploads[2]?.options).toEqual({ min_id_length: 3 })
  })

  it('are asked for under the destination’s names, the key as a secret', () => {
    const { settings: asked } = JSON.parse(bundle('segment-destination-function.json')) as {
      readonly settings: readonly Readonly<Record<string, unknown>>[]
    }
    const { scheme: _, fields } = createDestination().authentication as { scheme: string; fields: object }
    expect(asked.map(({ name }) => name)).toEqual(Object.keys(fields).filter((name) => name !== 'secretKey'))
    expect(asked.filter(({ sensitive }) => sensitive).map(({ name }) => name)).toEqual(['apiKey'])
    expect(asked.filter(({ required }) => required).map(({ name }) => name)).toEqual(['apiKey'])
    for (const { type, description } of asked) {
      expect(type).toBe('STRING')
      expect(description).toEqual(expect.stringMatching(/\S/))
    }
  })
})
