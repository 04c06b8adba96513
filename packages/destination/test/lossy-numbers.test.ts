import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, impression, ok, send, sendBatch, treatment } from './helpers/segment'

keepOffTheNetwork()

describe('a number that has lost its digits', () => {
  const lossy = 175928847299117060
  const amongOthers = (event: object) =>
    sendBatch([impression({ messageId: 'first' }), event, { ...treatment, properties: {} }])

  it.each([
    ['userId', { userId: lossy }, { user_id: undefined, device_id: treatment['anonymousId'] }],
    ['context.device.id', { context: { device: { id: lossy } } }, { device_id: treatment['anonymousId'] }],
    ['messageId', { messageId: lossy }, { insert_id: undefined }],
  ])('is left out as %s, alone and in a batch', async (_, over, expected) => {
    const event = impression(over)
    const uploads = amplitude([200, ok], [200, ok])
    await send(event)
    await amongOthers(event)
    for (const sent of [uploads[0]?.events[0], uploads[1]?.events[1]]) {
      expect(sent).toMatchObject({ event_type: '[Experiment] Impression' })
      for (const [key, value] of Object.entries(expected)) expect(sent?.[key]).toBe(value)
    }
  })

  it.each(['flag_key', 'variant', 'experiment_key'])(
    'is refused as %s, alone and in a batch',
    async (name) => {
      const event = impression({}, { [name]: lossy })
      const uploads = amplitude([200, ok])
      await expect(send(event)).rejects.toThrow('a number too large to keep all its digits')
      expect((await amongOthers(event)).map(({ status }) => status)).toEqual([200, 400, 400])
      expect(uploads[0]?.events).toHaveLength(1)
    },
  )

  it('is searched for in any event, without harm to other events', async () => {
    const uploads = amplitude([200, ok])
    const mapping = {
      device_id: { '@path': '$.anonymousId' },
      user_id: { '@path': '$.properties.ids.account' },
    }
    const hostile = JSON.parse('{ "device": { "id": { "toString": 1, "valueOf": 1 } } }') as object
    const long = Array<number>(500_000).fill(1)
    const answers = await sendBatch(
      [
        impression({ messageId: 'first', context: hostile }),
        impression({ messageId: 'second' }, { long, ids: { account: lossy } }),
        treatment,
      ],
      { ...mapping, event_properties: {} },
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(uploads[0]?.events).toHaveLength(3)
  })

  it('is told apart from a string of the same digits', async () => {
    const uploads = amplitude([200, ok])
    await send(impression({ userId: String(lossy) }))
    expect(uploads[0]?.events[0]?.['user_id']).toBe(String(lossy))
  })

  it('is found wherever the mapping takes it from', async () => {
    const uploads = amplitude([200, ok])
    const mapping = { user_id: { '@template': '{{properties.ids.account}}' } }
    await send(impression({}, { ids: { account: lossy } }), mapping)
    expect(uploads[0]?.events[0]).not.toHaveProperty('user_id')
  })
})
