import type { Destination } from '@segment/actions-core'
import { corpus } from '../../contract/test/helpers/corpus'
import { createDestination, type Settings } from '../src/index'
import { closeServers, endless, open, serve, silent } from './helpers/servers'

afterEach(closeServers)

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'north_america' }

describe('a delivery', () => {
  const { event } = corpus.find(({ name }) => name === 'impression-treatment') ?? {}
  const { presets = [] } = createDestination()

  const eventsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...event, messageId: `message-${String(index)}` }))

  const sendBatch = async (host: Destination<Settings>, events: readonly object[], signal?: AbortSignal) => {
    const results = await host.onBatch(events as never, { ...settings, subscription: presets[0] } as never, {
      ...(signal && { signal }),
    })
    return (results[0] as unknown as { multistatus: { status: number }[] }).multistatus.map(
      ({ status }) => status,
    )
  }

  it('ends with the host’s signal, if there is one', async () => {
    const { url } = await serve(silent)
    const statuses = await sendBatch(open(url, 60_000), eventsOf(3), AbortSignal.timeout(50))
    expect(statuses).toEqual([503, 503, 503])
  })

  it('of a single event also ends at its deadline', async () => {
    const { url } = await serve(silent)
    const sent = open(url, 50).onEvent(event as never, { ...settings, subscriptions: presets } as never)
    await expect(sent).rejects.toMatchObject({ status: 503 })
  })

  it('ends if the answer never does', async () => {
    const { url } = await serve(endless)
    expect(await sendBatch(open(url, 50), eventsOf(2))).toEqual([503, 503])
  })
})
