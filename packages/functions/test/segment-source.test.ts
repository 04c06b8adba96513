import { corpus } from '../../contract/test/helpers/corpus.js'
import { createDeadline } from '../src/deadline.js'
import * as destinationFunction from '../src/segment/destination-function.js'
import { destinationFunctionSettings, insertFunctionSettings } from '../src/segment/function-settings.js'
import * as insertFunction from '../src/segment/insert-function.js'
import { startAmplitude, type AmplitudeServer } from './helpers/amplitude-server.js'
import { bundle } from './helpers/bundle.js'
import { DropEvent, errors, loadSegmentFunction } from './helpers/segment-functions.js'

let amplitude: AmplitudeServer

beforeAll(async () => {
  amplitude = await startAmplitude()
  Object.assign(globalThis, { ...errors, DropEvent, fetch: amplitude.fetch })
})
afterAll(() => amplitude.close())

const events = corpus.flatMap(({ event }) => [
  event,
  { ...event, userId: 'abc', context: { device: { id: 'device-17', type: 'ios' }, locale: 'en-US' } },
  { ...event, context: { device: { id: 17, type: 'ios' } } },
  { ...event, type: 'page' },
])

/** The result as JSON, or the error. */
async function outcomes(
  handler: (event: never, settings: unknown) => Promise<unknown>,
  settings: object,
): Promise<unknown[]> {
  const found: unknown[] = []
  for (const event of events)
    found.push(
      await handler(event as never, settings).then(
        (value) => JSON.parse(JSON.stringify(value ?? null)) as unknown,
        (error: unknown) => `${(error as Error).constructor.name}: ${(error as Error).message}`,
      ),
    )
  return found
}

describe('the destination function', () => {
  const file = loadSegmentFunction('segment-destination-function.js', {
    ...errors,
    setTimeout,
    clearTimeout,
    fetch: (url: string, init: object) => amplitude.fetch(url, init),
  })

  it.each([
    { apiKey: 'test-api-key' },
    {
      apiKey: 'test-api-key',
      unsetAs: 'identify',
      minIdLength: '3',
      uploadApi: 'batch',
      partnerId: 'partner',
    },
    { apiKey: 'test-api-key', endpoint: 'europe', transformAt: 'ingestion', skipUserPropertiesAfterHours: 1 },
    { endpoint: 'mars', minIdLength: 'few' },
  ])('does the same in its source as in the file: %j', async (settings) => {
    const before = amplitude.uploads.length
    const bySource = await outcomes(destinationFunction.onTrack, settings)
    const sentBySource = amplitude.uploads.slice(before)
    const byFile = await outcomes(file.onTrack as never, settings)
    expect(bySource).toEqual(byFile)
    expect(sentBySource).toEqual(amplitude.uploads.slice(before + sentBySource.length))
    expect(await destinationFunction.onBatch(events, settings)).toEqual(
      await file.onBatch?.(events, settings),
    )
  })

  it.each([
    [[400, { code: 400, error: 'Invalid API key' }], 400],
    [[400, { code: 400, error: 'x', events_with_invalid_fields: { time: [0] } }], 400],
    [[503, {}], 500],
  ] as const)('gives the statuses of its file to the answer %j', async (answer, status) => {
    const event = corpus.find(({ name }) => name === 'impression-treatment')?.event
    amplitude.answer(answer, answer, answer)
    const [one] = await destinationFunction.onBatch([event], { apiKey: 'test-api-key' })
    expect(one?.status).toBe(status)
    expect(await file.onBatch?.([event], { apiKey: 'test-api-key' })).toEqual([one])
    await expect(destinationFunction.onTrack(event, { apiKey: 'test-api-key' })).rejects.toThrow(
      one?.errormessage,
    )
  })

  it('ignores events other than track events', async () => {
    await expect(destinationFunction.ignore()).resolves.toBeUndefined()
  })
})

describe('the insert function', () => {
  const file = loadSegmentFunction('segment-destination-insert-function.js', { ...errors, DropEvent })

  it.each([{}, { minIdLength: '3' }, { minIdLength: 'few' }, { minIdLength: 3 }])(
    'does the same in its source as in the file: %j',
    async (settings) => {
      expect(await outcomes(insertFunction.onTrack, settings)).toEqual(
        await outcomes(file.onTrack as never, settings),
      )
    },
  )

  it('returns events other than track events', async () => {
    const event = { type: 'page' }
    expect(await insertFunction.passOn(event)).toBe(event)
  })
})

it.each([
  ['segment-destination-function.json', destinationFunctionSettings],
  ['segment-destination-insert-function.json', insertFunctionSettings],
])('%s has the settings of the source', (file, settings) => {
  expect(JSON.parse(bundle(file))).toEqual({ settings })
})

describe('a deadline without timers', () => {
  const { setTimeout: timer } = globalThis

  afterEach(() => {
    globalThis.setTimeout = timer
  })

  it('lets work continue, and passes once its time is up', async () => {
    const deadline = createDeadline(0)
    globalThis.setTimeout = undefined as unknown as typeof timer
    await expect(deadline.race(Promise.resolve('done'))).resolves.toBe('done')
    expect(deadline.signal.aborted).toBe(true)
    expect(createDeadline(60_000).signal.aborted).toBe(false)
  })
})
