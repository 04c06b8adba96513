import nodeFetch from 'node-fetch'
import { ok, type Answer } from './helpers/amplitude-server.js'
import { RetryError, ValidationError } from './helpers/segment-functions.js'
import {
  eventOf,
  foreign,
  invalid,
  treatment,
  useDestinationFunction,
} from './helpers/use-destination-function.js'

const fn = useDestinationFunction()

/** Source: Segment docs, "Destination Functions error types": Segment discards an event after a `ValidationError` and retries it after a `RetryError`. */
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
  ['met by a server error', treatment, [503, { code: 503 }], RetryError, 'Amplitude answered 503'],
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
  ['node-fetch 2, as in functions on Node 18', nodeFetch],
])('with %s', (_, clientFetch) => {
  beforeEach(async () => {
    await fn.restart(clientFetch)
  })

  it.each(table)(
    'turns an event that is %s into the right error',
    async (_what, event, answer, error, message) => {
      fn.amplitude.answer(answer, answer)
      const alone = fn.onTrack(event)
      if (error === undefined) await expect(alone).resolves.toBeUndefined()
      else {
        await expect(alone).rejects.toBeInstanceOf(error)
        await expect(alone).rejects.toThrow(message)
      }
      const status = error === undefined ? 200 : error === ValidationError ? 400 : 500
      await expect(fn.onBatch([event])).resolves.toEqual([
        status === 200 ? { status } : { status, errormessage: expect.stringContaining(message) as string },
      ])
    },
  )
})

describe('the deadline', () => {
  it('returns the events without an answer a second before Segment ends the function', async () => {
    const waits: number[] = []
    const timers = {
      // Time passes at once.
      setTimeout: (wake: () => void, ms: number) => {
        waits.push(ms)
        setImmediate(wake)
        return waits.length
      },
      clearTimeout: jest.fn(),
    }
    fn.load({ ...timers, fetch: () => new Promise(() => undefined) })
    await expect(fn.onTrack(treatment)).rejects.toThrow(
      'Amplitude didn’t answer. Segment sends the event again.',
    )
    await expect(fn.onBatch([treatment, foreign])).resolves.toEqual([
      { status: 500, errormessage: expect.any(String) as string },
      { status: 200 },
    ])
    expect(waits).toHaveLength(2)
    for (const ms of waits) expect(ms > 3000 && ms <= 4000).toBe(true)
    expect(timers.clearTimeout).toHaveBeenCalledTimes(2)
  })

  it('starts no upload after it, even without timers', async () => {
    let passed = 0
    class LateDate extends Date {
      static override now(): number {
        return Date.now() + passed
      }
    }
    fn.load({
      Date: LateDate,
      fetch: (url: string, init: object) => {
        passed = 5000
        return fn.amplitude.fetch(url, init)
      },
    })
    const big = Array.from({ length: 40 }, (_, index) => ({
      ...treatment,
      messageId: `message-${String(index)}`,
      properties: { ...(treatment['properties'] as object), note: 'x'.repeat(30_000) },
    }))
    const statuses = ((await fn.onBatch(big)) as { readonly status: number }[]).map(({ status }) => status)
    expect(fn.amplitude.uploads).toHaveLength(1)
    const accepted = fn.amplitude.uploads[0]?.events.length as number
    expect(statuses).toEqual(big.map((_, index) => (index < accepted ? 200 : 500)))
  })
})
