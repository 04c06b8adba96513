import fc from 'fast-check'
import {
  deliver,
  uploadLimits,
  type Answer,
  type DeliverableEvent,
  type DeliverOptions,
  type Outcome,
} from '../src/index.js'

interface Upload {
  readonly api_key: string
  readonly events: readonly (DeliverableEvent & { readonly n?: number })[]
  readonly options?: unknown
}

const ok: Answer = { status: 200, body: { code: 200, events_ingested: 1 } }

/** Delivers to a server that answers each upload as told, and records the uploads. */
async function deliverTo(
  events: readonly DeliverableEvent[],
  answer: (upload: Upload, count: number) => Answer | 'no answer',
  options: Partial<DeliverOptions> = {},
) {
  const uploads: Upload[] = []
  const bodies: string[] = []
  const outcomes = await deliver(events, {
    apiKey: 'key',
    ...options,
    send(body) {
      const upload = JSON.parse(body) as Upload
      uploads.push(upload)
      bodies.push(body)
      const given = answer(upload, uploads.length)
      return given === 'no answer' ? Promise.reject(new Error('socket hang up')) : Promise.resolve(given)
    },
  })
  return { outcomes, uploads, bodies }
}

function event(n: number, over: Partial<DeliverableEvent> = {}) {
  return { event_type: '[Experiment] Impression', device_id: `device-${String(n)}`, n, ...over }
}

function events(count: number) {
  return Array.from({ length: count }, (_, n) => event(n))
}

function kinds(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ outcome }) => outcome)
}

function sizes(uploads: readonly Upload[]): number[] {
  return uploads.map((upload) => upload.events.length)
}

describe(deliver, () => {
  it('sends nothing for no events', async () => {
    const { outcomes, uploads } = await deliverTo([], () => ok)
    expect(outcomes).toStrictEqual([])
    expect(uploads).toStrictEqual([])
  })

  it('posts key, events and options as Amplitude takes them', async () => {
    const { outcomes, bodies } = await deliverTo([event(1)], () => ok, { minIdLength: 1 })
    expect(outcomes).toStrictEqual([{ outcome: 'accepted', status: 200 }])
    expect(bodies).toStrictEqual([
      '{"api_key":"key","events":[{"event_type":"[Experiment] Impression","device_id":"device-1","n":1}],"options":{"min_id_length":1}}',
    ])
  })

  it('leaves the options away where none are set', async () => {
    const { uploads } = await deliverTo([event(1)], () => ok)
    expect(Object.keys(uploads[0] ?? {})).toStrictEqual(['api_key', 'events'])
  })

  describe('the limits of an upload', () => {
    it.each(['httpapi', 'batch'] as const)('%s: no upload has too many events', async (api) => {
      const { outcomes, uploads } = await deliverTo(events(4001), () => ok, { api })
      expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['accepted']))
      expect(Math.max(...sizes(uploads))).toBe(uploadLimits[api].events)
      expect(sizes(uploads).reduce((a, b) => a + b)).toBe(4001)
    })

    it('no upload has too many bytes, counted in UTF-8', async () => {
      const large = events(300).map((one) => ({ ...one, note: '新✨é'.repeat(1000) }))
      const { bodies } = await deliverTo(large, () => ok)
      expect(bodies.length).toBeGreaterThan(1)
      for (const body of bodies)
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(uploadLimits.httpapi.bytes)
    })

    it('any text is counted in UTF-8 as it is sent', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.string({ unit: 'binary', maxLength: 2000 }), { maxLength: 50 }),
          async (notes) => {
            const { bodies } = await deliverTo(
              notes.map((note) => ({ ...event(1), note: note.repeat(100) })),
              () => ok,
            )
            for (const body of bodies.filter((one) => (JSON.parse(one) as Upload).events.length > 1)) {
              expect(Buffer.byteLength(body)).toBeLessThanOrEqual(uploadLimits.httpapi.bytes)
            }
          },
        ),
        { numRuns: 30 },
      )
    })

    it('an event too large by itself goes alone', async () => {
      const huge = { ...event(1), note: 'x'.repeat(2_000_000) }
      const { outcomes, uploads } = await deliverTo([event(0), huge, event(2)], ({ events: [first] }) =>
        first?.n === 1 ? { status: 413, body: { code: 413, error: 'Payload too large' } } : ok,
      )
      expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted'])
      expect(sizes(uploads)).toStrictEqual([1, 1, 1])
    })
  })

  it('sorts each person’s events by time, and leaves people in their places', async () => {
    const { outcomes, uploads } = await deliverTo(
      [
        event(0, { device_id: 'd1', time: 30 }),
        event(1, { device_id: 'd2', time: 1 }),
        event(2, { device_id: 'd1', user_id: 'u1' }),
        event(3, { user_id: 'u1', time: 10 }),
        event(4, { device_id: 'd1', time: 20 }),
        event(5, { device_id: 'd1', time: '2026-01-01' as unknown as number }),
        event(6, { device_id: 'd1', time: 5 }),
      ],
      () => ok,
    )
    expect(uploads[0]?.events.map(({ n }) => n)).toStrictEqual([6, 1, 3, 4, 0, 2, 5])
    expect(kinds(outcomes)).toStrictEqual(Array(7).fill('accepted'))
  })

  describe('400', () => {
    it.each([
      ['events_with_invalid_fields', { time: [1, 3] }],
      ['events_with_missing_fields', { event_type: [1], device_id: [3] }],
      ['events_with_invalid_id_lengths', { user_id: [1], device_id: [3] }],
      ['silenced_events', [1, 3]],
    ])('%s: rejects those that are named, and sends the rest again', async (field, value) => {
      const { outcomes, uploads } = await deliverTo(events(5), (_, count) =>
        count === 1
          ? { status: 400, body: { code: 400, error: 'Invalid field values on some events', [field]: value } }
          : ok,
      )
      expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted', 'rejected', 'accepted'])
      expect(uploads[1]?.events.map(({ n }) => n)).toStrictEqual([0, 2, 4])
      expect(outcomes[1]).toMatchObject({
        cause: 'event',
        status: 400,
        reason: 'Amplitude answered 400: Invalid field values on some events.',
      })
    })

    it('goes on until the rest is clean, where only the first bad event is named', async () => {
      const isBad = ({ n = 0 }) => n % 3 === 0
      const { outcomes } = await deliverTo(events(10), ({ events: sent }) => {
        const first = sent.findIndex(isBad)
        return first < 0
          ? ok
          : { status: 400, body: { code: 400, events_with_invalid_fields: { time: [first] } } }
      })
      expect(kinds(outcomes)).toStrictEqual(events(10).map((one) => (isBad(one) ? 'rejected' : 'accepted')))
    })

    it('that names nothing is halved until the culprit is alone', async () => {
      const { outcomes, uploads } = await deliverTo(events(64), ({ events: sent }) =>
        sent.some(({ n }) => n === 37)
          ? { status: 400, body: { code: 400, error: 'Invalid event JSON' } }
          : ok,
      )
      expect(kinds(outcomes)).toStrictEqual(events(64).map(({ n }) => (n === 37 ? 'rejected' : 'accepted')))
      expect(uploads.length).toBeLessThanOrEqual(2 * (1 + Math.log2(64)))
    })

    it('that names events which are not there is halved', async () => {
      const { outcomes } = await deliverTo(events(2), ({ events: sent }) =>
        sent.length > 1 ? { status: 400, body: { events_with_invalid_fields: { time: [7, -1, 'x'] } } } : ok,
      )
      expect(kinds(outcomes)).toStrictEqual(['accepted', 'accepted'])
    })

    it.each([
      [400, { code: 400, error: 'Invalid API key: abc' }],
      [401, 'Unauthorized'],
    ])('%i of a bad key stops everything, and repeats no word of the key', async (status, body) => {
      const { outcomes, uploads } = await deliverTo(events(4000), () => ({ status, body }))
      expect(uploads).toHaveLength(1)
      expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['rejected']))
      expect(outcomes[3999]).toMatchObject({ cause: 'credentials', status })
      expect(JSON.stringify(outcomes[0])).not.toContain('abc')
    })
  })

  it.each([413, 403])('%i is halved, and what is alone is rejected', async (status) => {
    const { outcomes } = await deliverTo(events(4), ({ events: sent }) =>
      sent.some(({ n }) => n === 2) ? { status, body: '<html>' } : ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'accepted', 'rejected', 'accepted'])
  })

  describe('429', () => {
    it.each([
      ['throttled_users', { u1: 40 }, 30_000],
      ['throttled_devices', { 'device-1': 40 }, 30_000],
      ['exceeded_daily_quota_users', { u1: 1 }, 3_600_000],
      ['exceeded_daily_quota_devices', { 'device-1': 1 }, 3_600_000],
      ['throttled_events', [1], 30_000],
    ])('%s: the named person waits, with their later events; the others go on', async (field, value, ms) => {
      const batch = [
        event(0),
        event(1, { user_id: 'u1' }),
        event(2),
        event(3, { device_id: 'device-9', user_id: 'u1' }),
      ]
      const { outcomes, uploads } = await deliverTo(batch, (_, count) =>
        count === 1
          ? {
              status: 429,
              body: { code: 429, error: 'Too many requests for some devices and users', [field]: value },
            }
          : ok,
      )
      expect(kinds(outcomes)).toStrictEqual(['accepted', 'retry', 'accepted', 'retry'])
      expect(outcomes[1]).toMatchObject({ cause: 'throttled', status: 429, waitMs: ms })
      expect(uploads[1]?.events.map(({ n }) => n)).toStrictEqual([0, 2])
    })

    it('holds a throttled person’s events back from later uploads too', async () => {
      const batch = [...events(1999), event(2000, { device_id: 'device-7' }), event(2001)]
      const { outcomes, uploads } = await deliverTo(batch, (_, count) =>
        count === 1 ? { status: 429, body: { throttled_devices: { 'device-7': 31 } } } : ok,
      )
      expect(outcomes[1999]).toMatchObject({ outcome: 'retry', cause: 'throttled' })
      expect(uploads.at(-1)?.events.map(({ n }) => n)).toStrictEqual([2001])
    })

    it('on Batch is waited for 15 s', async () => {
      const { outcomes } = await deliverTo(events(1), () => ({ status: 429, body: '' }), { api: 'batch' })
      expect(outcomes[0]).toMatchObject({ cause: 'throttled', waitMs: 15_000 })
    })

    it('keeps its wait where something else ends the delivery', async () => {
      const { outcomes } = await deliverTo(events(3), (_, count) =>
        count === 1 ? { status: 429, body: { throttled_events: [1] } } : 'no answer',
      )
      expect(outcomes.map((outcome) => 'cause' in outcome && outcome.cause)).toStrictEqual([
        'server',
        'throttled',
        'server',
      ])
    })
  })

  it.each<[string, Answer | 'no answer']>([
    ['500', { status: 500, body: { code: 500 } }],
    ['429 that names nobody', { status: 429, body: 'slow down' }],
    ['403 whatever is sent', { status: 403, body: '' }],
    ['none at all', 'no answer'],
  ])('asks no more where the answer says nothing of the events: %s', async (_, answer) => {
    const { outcomes, uploads } = await deliverTo(events(2500), () => answer)
    expect(sizes(uploads).filter((size) => size > 0)).toStrictEqual([1999])
    expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['retry']))
  })

  it.each([400, 413, 403])(
    '%i without names costs few requests, wherever the culprits are',
    async (status) => {
      const batch = fc
        .integer({ min: 1, max: 200 })
        .chain((count) => fc.tuple(fc.constant(count), fc.uniqueArray(fc.nat(count - 1), { maxLength: 20 })))
      await fc.assert(
        fc.asyncProperty(batch, async ([count, culprits]) => {
          const { outcomes, uploads } = await deliverTo(events(count), ({ events: sent }) =>
            sent.some(({ n = 0 }) => culprits.includes(n)) ? { status, body: { code: status } } : ok,
          )
          expect(kinds(outcomes)).toStrictEqual(
            events(count).map(({ n }) => (culprits.includes(n) ? 'rejected' : 'accepted')),
          )
          const k = culprits.length
          expect(uploads.length).toBeLessThanOrEqual(
            (k + 1) * (1 + Math.ceil(Math.log2(count))) + (status === 403 ? 1 + k : 0),
          )
        }),
        { numRuns: 25 },
      )
    },
  )

  it('asks without events before it blames one for a 403, and before it looks for one', async () => {
    const firewall = ({ events: sent }: Upload): Answer =>
      sent.some(({ n }) => n === 1) ? { status: 403, body: '' } : ok
    const { outcomes, uploads } = await deliverTo(events(4), firewall)
    expect(sizes(uploads)).toStrictEqual([4, 0, 2, 1, 1, 0, 2])
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted', 'accepted'])
  })

  it('blames no event where a firewall closes on the way', async () => {
    const { outcomes, uploads } = await deliverTo(events(4), (_, count) =>
      count === 1 ? { status: 413, body: '' } : count === 2 ? ok : { status: 403, body: '' },
    )
    expect(sizes(uploads)).toStrictEqual([4, 2, 1, 0])
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'accepted', 'retry', 'retry'])
  })

  describe('the signal', () => {
    it('sends nothing where it is aborted from the start', async () => {
      const { outcomes, uploads } = await deliverTo(events(2), () => ok, { signal: AbortSignal.abort() })
      expect(uploads).toStrictEqual([])
      expect(outcomes).toStrictEqual(
        Array(2).fill({
          outcome: 'retry',
          cause: 'server',
          status: undefined,
          reason: 'The delivery was stopped before this event was sent.',
        }),
      )
    })

    it('lets an answer count that came all the same, and sends nothing more', async () => {
      const signal = { aborted: false }
      const { outcomes, uploads } = await deliverTo(
        events(4000),
        () => {
          signal.aborted = true
          return ok
        },
        { signal },
      )
      expect(uploads).toHaveLength(1)
      expect(kinds(outcomes)).toStrictEqual(events(4000).map(({ n }) => (n < 1999 ? 'accepted' : 'retry')))
    })

    it('ends a search, of which nothing is guessed', async () => {
      const signal = { aborted: false }
      const { outcomes, uploads } = await deliverTo(
        events(8),
        (_, count) => {
          signal.aborted = count === 3
          return { status: 400, body: { code: 400 } }
        },
        { signal },
      )
      expect(uploads).toHaveLength(3)
      expect(kinds(outcomes)).toStrictEqual(Array(8).fill('retry'))
    })

    it('ends an upload under way, and says of each event whether it was sent', async () => {
      const signal = { aborted: false }
      const { outcomes } = await deliverTo(
        events(2001),
        () => {
          signal.aborted = true
          throw new Error('closed')
        },
        { signal },
      )
      const reasons = outcomes.map((outcome) => 'reason' in outcome && outcome.reason)
      expect(new Set(reasons.slice(0, 1999))).toEqual(new Set(['Amplitude did not answer.']))
      expect(new Set(reasons.slice(1999))).toEqual(
        new Set(['The delivery was stopped before this event was sent.']),
      )
    })

    it('asks nothing without events either', async () => {
      const signal = { aborted: false }
      const { outcomes, uploads } = await deliverTo(
        events(2),
        () => {
          signal.aborted = true
          return { status: 403, body: '' }
        },
        { signal },
      )
      expect(uploads).toHaveLength(1)
      expect(kinds(outcomes)).toStrictEqual(['retry', 'retry'])
    })
  })

  it('rejects what cannot be written as JSON, and sends the rest', async () => {
    const { outcomes, uploads } = await deliverTo(
      [event(0), { ...event(1), big: 1n } as DeliverableEvent, event(2)],
      () => ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({ cause: 'event', reason: 'The event cannot be written as JSON.' })
    expect(sizes(uploads)).toStrictEqual([2])
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['text', 'event'],
    ['a list', [event(1)]],
    ['a function', () => event(1)],
    ['a bigint in it', { ...event(1), big: 1n }],
    [
      'a getter that throws',
      Object.defineProperty({ ...event(1) }, 'user_id', {
        enumerable: true,
        get: () => {
          throw new Error('no')
        },
      }),
    ],
    [
      'a `toJSON` that throws',
      {
        toJSON: () => {
          throw new Error('no')
        },
      },
    ],
    ['a `toJSON` that gives text', { ...event(1), toJSON: () => 'event' }],
    [
      'a proxy that is revoked',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      })(),
    ],
  ])('rejects %s, and sends the rest', async (_what, odd) => {
    const { outcomes, uploads } = await deliverTo([event(0), odd as DeliverableEvent, event(2)], () => ok)
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({ cause: 'event', reason: 'The event cannot be written as JSON.' })
    expect(sizes(uploads)).toStrictEqual([2])
  })

  it('gives every event an outcome, whatever the events and the answers are', async () => {
    const answers = fc.oneof(fc.anything(), fc.record({ status: fc.anything(), body: fc.anything() }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything(), { maxLength: 5 }), answers, async (odd, answer) => {
        const outcomes = await deliver([event(0), ...(odd as DeliverableEvent[]), event(9)], {
          apiKey: 'key',
          send: () => Promise.resolve(answer as Answer),
        })
        expect(outcomes).toHaveLength(odd.length + 2)
        for (const { outcome } of outcomes) expect(['accepted', 'rejected', 'retry']).toContain(outcome)
      }),
    )
  })

  it('gives every event an outcome, whatever the options are', async () => {
    const hostile = fc.oneof(
      fc.anything(),
      fc.constant(
        new Proxy(
          {},
          {
            get() {
              throw new Error('no')
            },
          },
        ),
      ),
    )
    const options = fc.record(
      {
        send: fc.oneof(
          hostile,
          fc.constant(() => Promise.resolve(ok)),
        ),
        apiKey: fc.oneof(hostile, fc.constant('key')),
        api: hostile,
        minIdLength: hostile,
        signal: hostile,
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostile, options), async (odd) => {
        const outcomes = await deliver([event(0), null as never, event(9)], odd as DeliverOptions)
        expect(['accepted', 'retry']).toContain(outcomes[0]?.outcome)
        expect(kinds(outcomes.slice(1))).toStrictEqual(['rejected', outcomes[0]?.outcome])
      }),
    )
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no key', { send: () => Promise.resolve(ok) }],
    ['no `send`', { apiKey: 'key' }],
  ])('sends nothing with %s for options, and says why', async (_what, options) => {
    const outcomes = await deliver([event(0), null as never], options as DeliverOptions)
    expect(kinds(outcomes)).toStrictEqual(['retry', 'rejected'])
    expect(outcomes[0]).toMatchObject({
      reason: 'Nothing was sent: `send` must be a function and `apiKey` a string.',
    })
  })

  it('takes a choice that is none for the default', async () => {
    const odd = { api: 'identify', minIdLength: 5n, signal: 'no' } as unknown as Partial<DeliverOptions>
    const { outcomes, bodies } = await deliverTo([event(1)], () => ok, odd)
    expect(kinds(outcomes)).toStrictEqual(['accepted'])
    expect(bodies[0]).not.toContain('options')
  })

  it('stops where the signal cannot be read', async () => {
    const signal = {
      get aborted(): boolean {
        throw new Error('no')
      },
    }
    const { outcomes, uploads } = await deliverTo([event(1)], () => ok, { signal })
    expect(kinds(outcomes)).toStrictEqual(['retry'])
    expect(uploads).toStrictEqual([])
  })

  it('rejects the one of a list whose place cannot be read, and a hole', async () => {
    const list = Array<DeliverableEvent>(4)
    list[0] = event(0)
    list[3] = event(3)
    Object.defineProperty(list, 1, {
      get() {
        throw new Error('no')
      },
    })
    const { outcomes } = await deliverTo(list, () => ok)
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'rejected', 'accepted'])
  })

  it.each([
    null,
    undefined,
    'OK',
    200,
    {},
    { status: '200', body: { code: 200 } },
    { status: NaN, body: {} },
  ])('takes %j for no answer', async (answer) => {
    const outcomes = await deliver(events(2), {
      apiKey: 'key',
      send: () => Promise.resolve(answer as Answer),
    })
    expect(kinds(outcomes)).toStrictEqual(['retry', 'retry'])
  })

  it('takes people who share devices in a long chain for one, whatever order they come in', async () => {
    // First people apart, then what joins each to the next: the dearest chain to follow (its time is in `npm run bench`).
    const count = 10_000
    const chain = Array.from({ length: 2 * count }, (_, n) => ({
      event_type: '[Experiment] Impression',
      user_id: `user-${String(n % count)}`,
      device_id: `device-${String(n < count ? n : n - count + 1)}`,
      time: 2 * count - n,
    }))
    const { outcomes, uploads } = await deliverTo(chain, () => ok, { api: 'batch' })
    expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']))
    // One person’s, so all of them in the order of their time.
    const times = uploads.flatMap((upload) => upload.events.map(({ time }) => Number(time)))
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('gives every event one outcome, accepts none twice, and keeps each person’s order, whatever is answered', async () => {
    const answers = fc.infiniteStream(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(ok) },
        fc.constant<Answer>({ status: 413, body: {} }),
        fc.constant<Answer>({ status: 400, body: { code: 400 } }),
        fc.array(fc.nat(12)).map<Answer>((indices) => ({
          status: 400,
          body: { events_with_invalid_fields: { time: indices } },
        })),
        fc.array(fc.nat(12)).map<Answer>((indices) => ({ status: 429, body: { throttled_events: indices } })),
        fc.constant<Answer>({ status: 503, body: '' }),
        fc.constant('no answer' as const),
      ),
    )
    const batch = fc.array(
      fc.record({
        device_id: fc.constantFrom('d1', 'd2', 'd3'),
        user_id: fc.constantFrom('u1', 'u2', undefined),
        time: fc.option(fc.nat(50), { nil: undefined }),
      }),
      { maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(batch, answers, async (people, stream) => {
        const sent = people.map((person, n) => event(n, person))
        const accepted: number[] = []
        const { outcomes, uploads } = await deliverTo(sent, (upload) => {
          const { value: answer } = stream.next() as IteratorYieldResult<Answer | 'no answer'>
          if (answer === ok) accepted.push(...upload.events.map(({ n }) => n as number))
          return answer
        })
        expect(outcomes).toHaveLength(sent.length)
        expect(outcomes.every(Boolean)).toBe(true)
        expect(new Set(accepted).size).toBe(accepted.length)
        expect([...accepted].sort((a, b) => a - b)).toStrictEqual(
          outcomes.flatMap(({ outcome }, index) => (outcome === 'accepted' ? [index] : [])),
        )
        // Each search ends with an event settled, whatever it was told on the way.
        expect(uploads.length).toBeLessThanOrEqual(sent.length * (2 + Math.ceil(Math.log2(sent.length || 1))))
        for (const device of ['d1', 'd2', 'd3']) {
          const times = accepted.flatMap((n) =>
            sent[n]?.device_id === device ? [sent[n].time ?? Infinity] : [],
          )
          expect(times).toStrictEqual([...times].sort((a, b) => (a === b ? 0 : a - b)))
        }
      }),
      { numRuns: 500 },
    )
  })
})
