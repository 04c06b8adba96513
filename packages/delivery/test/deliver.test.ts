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
      ],
      () => ok,
    )
    expect(uploads[0]?.events.map(({ n }) => n)).toStrictEqual([3, 1, 4, 0, 2])
    expect(kinds(outcomes)).toStrictEqual(Array(5).fill('accepted'))
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
      expect(uploads.length).toBeLessThanOrEqual(1 + 2 * Math.log2(64))
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
      ['throttled_users', { u1: 40 }],
      ['throttled_devices', { 'device-1': 40 }],
      ['exceeded_daily_quota_users', { u1: 1 }],
      ['exceeded_daily_quota_devices', { 'device-1': 1 }],
      ['throttled_events', [1]],
    ])('%s: the named person waits, with their later events; the others go on', async (field, value) => {
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
      expect(outcomes[1]).toMatchObject({ cause: 'throttled', status: 429, waitMs: 30_000 })
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

    it('that names nobody leaves everything for later', async () => {
      const { outcomes, uploads } = await deliverTo(events(3), () => ({ status: 429, body: 'slow down' }))
      expect(uploads).toHaveLength(1)
      expect(outcomes[0]).toMatchObject({ outcome: 'retry', cause: 'throttled', status: 429 })
    })
  })

  describe('an answer that says nothing of the events', () => {
    it.each<[string, Answer | 'no answer']>([
      ['500', { status: 500, body: { code: 500, error: 'Internal error' } }],
      ['502 in HTML', { status: 502, body: '<html>Bad gateway</html>' }],
      ['503', { status: 503, body: undefined }],
      ['504', { status: 504, body: '' }],
      ['408', { status: 408, body: '' }],
      ['a redirect', { status: 302, body: '' }],
      ['404', { status: 404, body: 'no such page' }],
      ['200 that is cut', { status: 200, body: '{"code":200,"events_in' }],
      ['200 of somebody else', { status: 200, body: '<html>Welcome to the hotel</html>' }],
      ['200 with another code in the body', { status: 200, body: { code: 500 } }],
      ['204', { status: 204, body: undefined }],
      ['none at all', 'no answer'],
    ])('%s: leaves everything for later, and asks no more', async (_, answer) => {
      const { outcomes, uploads } = await deliverTo(events(2500), () => answer)
      expect(uploads).toHaveLength(1)
      expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['retry']))
      expect(outcomes[2499]).toMatchObject({ cause: 'server' })
    })
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
        expect(uploads.length).toBeLessThanOrEqual(1 + 2 * sent.length)
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
