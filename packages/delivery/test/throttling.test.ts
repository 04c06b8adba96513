import { deliverTo, event, events, kinds, ok } from './helpers/deliver-to.js'

describe('429', () => {
  it.each([
    ['throttled_users', { u1: 40 }, 30_000],
    ['throttled_devices', { 'device-1': 40 }, 30_000],
    ['exceeded_daily_quota_users', { u1: 1 }, 3_600_000],
    ['exceeded_daily_quota_devices', { 'device-1': 1 }, 3_600_000],
    ['throttled_events', [1], 30_000],
  ])(
    'makes the person that %s names wait, with their later events, and sends the others',
    async (field, value, ms) => {
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
    },
  )

  it('keeps a throttled person’s events out of later uploads too', async () => {
    const batch = [...events(1999), event(2000, { device_id: 'device-7' }), event(2001)]
    const { outcomes, uploads } = await deliverTo(batch, (_, count) =>
      count === 1 ? { status: 429, body: { throttled_devices: { 'device-7': 31 } } } : ok,
    )
    expect(outcomes[1999]).toMatchObject({ outcome: 'retry', cause: 'throttled' })
    expect(uploads.at(-1)?.events.map(({ n }) => n)).toStrictEqual([2001])
  })

  it('asks to wait 15 s on Batch', async () => {
    const { outcomes } = await deliverTo(events(1), () => ({ status: 429, body: '' }), { api: 'batch' })
    expect(outcomes[0]).toMatchObject({ cause: 'throttled', waitMs: 15_000 })
  })

  it('keeps the wait of a throttled event if something else ends the delivery', async () => {
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
