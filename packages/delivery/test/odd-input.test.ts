import { deliver, type Answer, type DeliverableEvent, type DeliverOptions } from '../src/index.js'
import { deliverTo, event, events, kinds, ok, sizes } from './helpers/deliver-to.js'

describe(deliver, () => {
  it('rejects an event that can’t be written as JSON, and sends the rest', async () => {
    const { outcomes, uploads } = await deliverTo(
      [event(0), { ...event(1), big: 1n } as DeliverableEvent, event(2)],
      () => ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({ cause: 'event', reason: 'The event can’t be written as JSON.' })
    expect(sizes(uploads)).toStrictEqual([2])
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a string', 'event'],
    ['an array', [event(1)]],
    ['a function', () => event(1)],
    ['an event with a bigint', { ...event(1), big: 1n }],
    [
      'an event with a getter that throws',
      Object.defineProperty({ ...event(1) }, 'user_id', {
        enumerable: true,
        get: () => {
          throw new Error('no')
        },
      }),
    ],
    [
      'an event whose `toJSON` throws',
      {
        toJSON: () => {
          throw new Error('no')
        },
      },
    ],
    ['an event whose `toJSON` returns text', { ...event(1), toJSON: () => 'event' }],
    [
      'a revoked proxy',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      })(),
    ],
  ])('rejects %s, and sends the rest', async (_what, odd) => {
    const { outcomes, uploads } = await deliverTo([event(0), odd as DeliverableEvent, event(2)], () => ok)
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({ cause: 'event', reason: 'The event can’t be written as JSON.' })
    expect(sizes(uploads)).toStrictEqual([2])
  })

  it.each([
    ['missing', undefined],
    ['null', null],
    ['without a key', { send: () => Promise.resolve(ok) }],
    ['without `send`', { apiKey: 'key' }],
  ])('sends nothing if the options are %s, and says why', async (_what, options) => {
    const outcomes = await deliver([event(0), null as never], options as DeliverOptions)
    expect(kinds(outcomes)).toStrictEqual(['retry', 'rejected'])
    expect(outcomes[0]).toMatchObject({
      reason: 'Nothing was sent: `send` must be a function and `apiKey` a string.',
    })
  })

  it('uses the default for an option of the wrong type', async () => {
    const odd = { api: 'identify', minIdLength: 5n, signal: 'no' } as unknown as Partial<DeliverOptions>
    const { outcomes, bodies } = await deliverTo([event(1)], () => ok, odd)
    expect(kinds(outcomes)).toStrictEqual(['accepted'])
    expect(bodies[0]).not.toContain('options')
  })

  it('rejects an event whose index in the array can’t be read, and a hole', async () => {
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
  ])('treats %j as no answer', async (answer) => {
    const outcomes = await deliver(events(2), {
      apiKey: 'key',
      send: () => Promise.resolve(answer as Answer),
    })
    expect(kinds(outcomes)).toStrictEqual(['retry', 'retry'])
  })
})
