import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Destination } from '@segment/actions-core'
import { createDestination, type Settings } from '../src/index'
import { corpus } from '../../contract/test/helpers/corpus'

/** Nobody listens there: the server that did is closed. */
async function deadAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${String(port)}`
}

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'europe' }

describe('where Amplitude cannot be reached', () => {
  let host: Destination<Settings>
  beforeAll(async () => {
    const url = await deadAddress()
    const endpoints = { httpapi: url, batch: url, identify: url, usersearch: url, deletions: url }
    host = new Destination(createDestination({ endpoints }))
  })

  it('an event is to be sent again', async () => {
    const event = corpus.find(({ name }) => name === 'impression-treatment')?.event
    const { presets = [] } = createDestination()
    await expect(
      host.onEvent(event as never, { ...settings, subscriptions: presets } as never),
    ).rejects.toMatchObject({
      status: 503,
      message: 'Amplitude did not answer. Segment sends the event again later.',
    })
  })

  it('a test of the keys says nothing of the keys', async () => {
    await expect(host.testAuthentication({ ...settings })).rejects.toThrow(/Amplitude could not be reached/)
  })
})
