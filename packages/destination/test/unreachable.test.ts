import { Destination } from '@segment/actions-core'
import { createDestination, type Settings } from '../src/index'
import { corpus } from '../../contract/test/helpers/corpus'

/** Nobody listens there: no server that takes any free port gets one so low. */
const url = 'http://127.0.0.1:2'

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'europe' }

describe('where Amplitude cannot be reached', () => {
  const endpoints = {
    httpapi: url,
    batch: url,
    identify: url,
    usersearch: url,
    useractivity: url,
    deletions: url,
  }
  const host = new Destination<Settings>(createDestination({ endpoints }))

  it('an event is to be sent again', async () => {
    const event = corpus.find(({ name }) => name === 'impression-treatment')?.event
    const { presets = [] } = createDestination()
    await expect(
      host.onEvent(event as never, { ...settings, subscriptions: presets } as never),
    ).rejects.toMatchObject({
      status: 503,
      message: 'Amplitude didn’t answer. Segment sends the event again later.',
    })
  })

  it('a test of the keys says nothing of the keys', async () => {
    await expect(host.testAuthentication({ ...settings })).rejects.toThrow(/Amplitude couldn’t be reached/)
  })
})
