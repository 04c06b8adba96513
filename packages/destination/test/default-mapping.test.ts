import { transform } from '@experiment-impressions/contract'
import { corpus } from '../../contract/test/helpers/corpus'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, ok, send, sendBatch } from './helpers/segment'

keepOffTheNetwork()

/** The part of an event that the transform makes. The rest are details of device and session. */
function transformed(event: Readonly<Record<string, unknown>> | undefined) {
  const keys = [
    'event_type',
    'user_id',
    'device_id',
    'time',
    'insert_id',
    'event_properties',
    'user_properties',
  ]
  return Object.fromEntries(Object.entries(event ?? {}).filter(([key]) => keys.includes(key)))
}

describe('the default mapping', () => {
  const sent = corpus.flatMap(({ name, event, expected }) =>
    expected.kind === 'send' ? [{ name, event, value: expected.event }] : [],
  )
  const refused = corpus.filter(({ expected }) => expected.kind === 'refuse')
  const leftAlone = corpus.filter(({ expected }) => expected.kind === 'skip')

  it.each(sent)('$name: sends what the transform makes of the raw event', async ({ event, value }) => {
    const uploads = amplitude([200, ok])
    await send(event)
    expect(uploads).toMatchObject([{ api_key: 'test-api-key', events: [{}] }])
    expect(transformed(uploads[0]?.events[0])).toStrictEqual(value)
    expect(transform(event)).toMatchObject({ kind: 'send', event: value })
  })

  it.each(refused)('$name: refuses the event and sends nothing', async ({ event }) => {
    await expect(send(event)).rejects.toMatchObject({ status: 400 })
  })

  it.each(leftAlone)('$name: sends nothing, without an error', async ({ event }) => {
    const uploads = amplitude([200, ok])
    await send(event)
    expect(uploads).toEqual([])
  })

  it('returns the same answers for a batch as for its events alone, index for index', async () => {
    const impressions = corpus.filter(
      ({ event }) => event['event'] === '$impression' && event['type'] === 'track',
    )
    const uploads = amplitude([200, ok])
    const events = impressions.map(({ name, event, expected }) =>
      expected.kind === 'send' && expected.event.insert_id === undefined
        ? event
        : { ...event, messageId: name },
    )
    const answers = await sendBatch(events)

    expect(answers.map(({ status }) => status)).toStrictEqual(
      impressions.map(({ expected }) => (expected.kind === 'refuse' ? 400 : 200)),
    )
    const values = impressions.flatMap(({ name, expected }) =>
      expected.kind === 'send'
        ? [{ ...expected.event, ...(expected.event.insert_id === undefined ? {} : { insert_id: name }) }]
        : [],
    )
    expect(uploads).toHaveLength(1)
    expect(new Set(uploads[0]?.events.map(transformed))).toStrictEqual(new Set(values))
  })
})
