import { activate, reports, sendEvent } from './helpers/faults.js'
import { createStage, statusOf, storedEvents, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

describe('silenced devices', () => {
  test('have their uploads refused as documented', async () => {
    const sandbox = await stage.start()
    await activate(sandbox, { silencedDevices: ['bad-1', 'bad-2'] })
    const devices = ['good-1', 'bad-2', 'bad-1', 'bad-2']
    expect(
      await upload(
        sandbox,
        devices.map((device_id) => ({ event_type: 'Seen', device_id })),
      ),
    ).toEqual({
      status: 400,
      body: {
        code: 400,
        error: 'Events silenced for device_id',
        eps_threshold: 100,
        exceeded_daily_quota_devices: {},
        silenced_devices: ['bad-2', 'bad-1'],
        silenced_events: [1, 2, 3],
        throttled_devices: {},
        throttled_events: [],
      },
    })
    expect(await storedEvents(sandbox)).toEqual([])
  })

  test('don’t affect the uploads of other devices', async () => {
    const sandbox = await stage.start()
    await activate(sandbox, { silencedDevices: ['bad-1'] })
    expect(await sendEvent(sandbox)).toMatchObject({ status: 200 })
    expect(await sendEvent(sandbox, { device_id: 7 })).toMatchObject({
      body: { error: 'Invalid field values on some events' },
    })
    for (const body of ['{', '{"events":{}}', '{"events":[1]}']) {
      const { status } = await fetch(`${sandbox.url}/amplitude/batch`, { method: 'POST', body })
      expect(status).toBe(400)
    }
    const unzippable = { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: 'x' }
    expect(await statusOf(`${sandbox.url}/amplitude/batch`, unzippable)).toBe(400)
    expect(await reports(sandbox)).toMatchObject([{ requests: 0, hits: 0 }])
  })
})
