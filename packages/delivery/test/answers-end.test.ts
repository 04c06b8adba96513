import { deliver } from '../src/index.js'
import { firstTime, startServer } from './helpers/misbehaving-server.js'
import { badRequest, deliverTo } from './helpers/real-answers.js'
import { sendWithFetch } from './helpers/send-with-fetch.js'

describe('an answer of a real server', () => {
  it('that never comes ends with the sender’s timeout, and everything is sent again later', async () => {
    const timeout = new AbortController()
    const { outcomes, requests } = await deliverTo(() => {
      timeout.abort()
    }, timeout.signal)
    expect(requests).toBe(1)
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toStrictEqual(new Set(['retry']))
  })

  it('that names every other event in more than 16 KB is read to the end', async () => {
    const many = Array.from({ length: 1999 }, (_, n) => ({
      event_type: 'x',
      device_id: `device-${String(n)}`,
      n,
    }))
    const odd = many.map(({ n }) => n).filter((n) => n % 2 === 1)
    const server = await startServer(
      firstTime(
        badRequest({ events_with_invalid_fields: { time: odd, device_id: odd, insert_id: odd, ip: odd } }),
      ),
    )
    const outcomes = await deliver(many, { send: sendWithFetch(server.url), apiKey: 'the-key' })
    await server.close()
    expect(outcomes.map(({ outcome }) => outcome)).toStrictEqual(
      many.map(({ n }) => (n % 2 === 1 ? 'rejected' : 'accepted')),
    )
    expect(server.uploads).toHaveLength(2)
  })
})
