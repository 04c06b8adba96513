import { deliverTo, event, kinds, ok } from './helpers/deliver-to.js'

describe('an upload', () => {
  it('sends nothing for no events', async () => {
    const { outcomes, uploads } = await deliverTo([], () => ok)
    expect(outcomes).toStrictEqual([])
    expect(uploads).toStrictEqual([])
  })

  it('posts the key, the events and the options', async () => {
    const { outcomes, bodies } = await deliverTo([event(1)], () => ok, { minIdLength: 1 })
    expect(outcomes).toStrictEqual([{ outcome: 'accepted', status: 200 }])
    expect(bodies).toStrictEqual([
      '{"api_key":"key","events":[{"event_type":"[Experiment] Impression","device_id":"device-1","n":1}],"options":{"min_id_length":1}}',
    ])
  })

  it('omits the options if none are set', async () => {
    const { uploads } = await deliverTo([event(1)], () => ok)
    expect(Object.keys(uploads[0] ?? {})).toStrictEqual(['api_key', 'events'])
  })

  it('sorts each person’s events by time, and keeps each person’s places', async () => {
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
})
