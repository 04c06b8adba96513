// How often user search and user activity answer.
import { until } from '../../../test/helpers/until.js'
import { start, startWithPeople } from './helpers/activity.js'
import { activate, reports } from './helpers/faults.js'
import { createStage, ownerHeaders, statusOf } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

describe('the lookup limits', () => {
  test('are 360 per hour, for searches and activities together', async () => {
    let now = start
    const { sandbox } = await startWithPeople(stage, { now: () => now })
    const statuses = async (count: number) => {
      const all: number[] = []
      for (let index = 0; index < count; index += 1)
        all.push(
          await statusOf(
            `${sandbox.url}/amplitude/api/2/${index % 2 === 0 ? 'usersearch' : 'useractivity'}?user=1`,
            { headers: ownerHeaders() },
          ),
        )
      return all
    }
    expect(new Set(await statuses(360))).toEqual(new Set([200]))
    expect(await statuses(2)).toEqual([429, 429])
    now += 60 * 60_000
    expect(await statuses(1)).toEqual([200])
  })

  test('are named in the answer', async () => {
    const { ask } = await startWithPeople(stage, { limits: { lookupsPerHour: 0 } })
    expect(await ask('?user=1')).toEqual({
      status: 429,
      body: { code: 429, error: 'More than 0 requests in an hour' },
    })
  })

  test('are 5 at the same time', async () => {
    const { sandbox, ask } = await startWithPeople(stage)
    await activate(sandbox, { delayMs: 600_000, path: 'useractivity', times: 5 })
    const stop = new AbortController()
    const waiting = Array.from({ length: 5 }, () =>
      fetch(`${sandbox.url}/amplitude/api/2/useractivity?user=1`, {
        headers: ownerHeaders(),
        signal: stop.signal,
      }).catch(() => undefined),
    )
    await until(async () => (await reports(sandbox))[0]?.hits === 5)
    expect(await ask('?user=1')).toEqual({
      status: 429,
      body: { code: 429, error: 'More than 5 requests at the same time' },
    })
    stop.abort()
    await Promise.all(waiting)
  })

  test('belong to the project: requests without its keys don’t count', async () => {
    const { ask } = await startWithPeople(stage, { limits: { lookupsPerHour: 1 } })
    for (const _ of [1, 2]) expect(await ask('?user=1', ownerHeaders('other'))).toMatchObject({ status: 401 })
    expect(await ask('?user=1')).toMatchObject({ status: 200 })
  })
})
