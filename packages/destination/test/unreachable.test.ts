import { Destination } from '@segment/actions-core'
import { createDestination, type Settings } from '../src/index'
import { corpus } from '../../contract/test/helpers/corpus'
import { endpointsAll } from './helpers/servers'

/** Nobody listens there: servers on random ports never get one this low. */
const url = 'http://127.0.0.1:2'

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'europe' }

describe('if Amplitude can’t be reached', () => {
  const host = new Destination<Settings>(createDestination({ endpoints: endpointsAll(url) }))

  it('an event is sent again', async () => {
    const event = corpus.find(({ name }) => name === 'impression-treatment')?.event
    const { presets = [] } = createDestination()
    await expect(
      host.onEvent(event as never, { ...settings, subscriptions: presets } as never),
    ).rejects.toMatchObject({
      status: 503,
      message: 'Amplitude didn’t answer. Segment sends the event again later.',
    })
  })

  it('a test of the keys says nothing about the keys', async () => {
    await expect(host.testAuthentication({ ...settings })).rejects.toThrow(/Amplitude couldn’t be reached/)
  })
})
