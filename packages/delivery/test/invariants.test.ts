import fc from 'fast-check'
import { deliver, type Answer, type DeliverableEvent, type DeliverOptions } from '../src/index.js'
import { deliverTo, event, kinds, ok } from './helpers/deliver-to.js'

describe(deliver, () => {
  it('returns an outcome for every event, whatever the events and the answers are', async () => {
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

  it('returns an outcome for every event, whatever the options are', async () => {
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

  it('treats people who share devices in a long chain as one person, in whatever order they come', async () => {
    // First separate people, then the events that join each to the next: the slowest chain to follow (`npm run bench` times it).
    const count = 10_000
    const chain = Array.from({ length: 2 * count }, (_, n) => ({
      event_type: '[Experiment] Impression',
      user_id: `user-${String(n % count)}`,
      device_id: `device-${String(n < count ? n : n - count + 1)}`,
      time: 2 * count - n,
    }))
    const { outcomes, uploads } = await deliverTo(chain, () => ok, { api: 'batch' })
    expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']))
    // All events belong to one person, so they go out in order of time.
    const times = uploads.flatMap((upload) => upload.events.map(({ time }) => Number(time)))
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('returns one outcome per event, accepts none twice, and keeps each person’s order, whatever Amplitude answers', async () => {
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
        // Each search ends with at least one settled event, whatever the answers on the way.
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
