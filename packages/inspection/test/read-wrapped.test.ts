import { readText } from './helpers/read-parts.js'

const call = { type: 'track', event: '$exposure', messageId: 'm-1', properties: { flag_key: 'a' } }
const json = JSON.stringify(call)
const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('the events in wrappers', () => {
  it.each<[string, unknown, string]>([
    ['a batch', { batch: [call] }, 'batch[]'],
    ['the Public API’s data', { data: { events: [call] } }, 'data.events[]'],
    ['events', { events: [call] }, 'events[]'],
    ['an old archive', { uuid: 'u', event_payload: { batch: [call] } }, 'event_payload.batch[]'],
    ['a new archive', { event_payload: JSON.stringify({ batch: [call] }) }, 'event_payload (string).batch[]'],
    ['Kafka Connect', { schema: { type: 'struct' }, payload: call }, 'payload'],
    ['a Kafka message', { topic: 't', value: json }, 'value, a string'],
    ['SQS', { Records: [{ body: json }] }, 'Records[].body, a string'],
    ['SQS’s command line', { Messages: [{ Body: json }] }, 'Messages[].Body, a string'],
    [
      'SNS in SQS',
      { Records: [{ body: JSON.stringify({ Message: json }) }] },
      'Records[].body (string).Message, a string',
    ],
    ['Kinesis', { Records: [{ kinesis: { data: base64(json) } }] }, 'Records[].kinesis.data (base64)'],
    ['Pub/Sub', { message: { data: base64(` ${json}`), messageId: '1' } }, 'message.data (base64)'],
    ['a search engine', { hits: { hits: [{ _source: call }] } }, 'hits.hits[]._source'],
    ['text', json, 'JSON in a string'],
    ['text in text', JSON.stringify(json), 'JSON in a string, a string'],
    ['a form', { body: `data=${encodeURIComponent(json)}` }, 'body (URL-encoded)'],
    ['lines in text', { data: `${json}\n` }, 'data, a string'],
    ['a key that may be personal', { 'ada@example.com': [call] }, '*[]'],
  ])('are found in %s', async (_what, value, within) => {
    expect(await readText(JSON.stringify(value))).toEqual({
      events: [call],
      notes: [`Unwrapped 1 event from ${within}.`],
    })
  })

  it('get what their batch shares, as Segment merges it', async () => {
    const shared = { context: { ip: '1.2.3.4' }, integrations: { All: false }, sentAt: 'now' }
    const own = { ...call, context: { page: {} } }
    const { events } = await readText(JSON.stringify({ batch: [call, own], ...shared, writeKey: 'k' }))
    expect(events).toEqual([
      { ...shared, ...call },
      { ...shared, ...own },
    ])
  })

  it.each([
    ['https://api.segment.io/v1/t', '"event":"x","userId":"u"', { type: 'track', event: 'x', userId: 'u' }],
    [
      'http://localhost/v1/page?a=b',
      '"name":"x","anonymousId":"a"',
      { type: 'page', name: 'x', anonymousId: 'a' },
    ],
    ['https://api.segment.io/v1/t', '"type":"page","userId":"u"', { type: 'page', userId: 'u' }],
  ])('get their type from the address %s', async (url, body, event) => {
    const entries = [{ request: { url, postData: { text: `{${body}}` } } }]
    expect((await readText(JSON.stringify({ log: { entries } }))).events).toEqual([event])
  })

  it('are the calls of the snippet’s queue', async () => {
    const queue = [
      ['track', '$impression', { flag_key: 'a' }, { integrations: { All: false } }],
      ['page', 'Home'],
      ['page', 'Docs', 'Home', { path: '/' }],
      ['identify', 'u1', { plan: 'x' }],
      ['alias', 'new', 'old'],
      ['setAnonymousId', 'a'],
    ]
    const { events } = await readText(JSON.stringify(queue))
    expect(events).toEqual([
      {
        type: 'track',
        event: '$impression',
        properties: { flag_key: 'a' },
        integrations: { All: false },
      },
      { type: 'page', name: 'Home' },
      { type: 'page', category: 'Docs', name: 'Home', properties: { path: '/' } },
      { type: 'identify', userId: 'u1', traits: { plan: 'x' } },
      { type: 'alias', userId: 'new', previousId: 'old' },
      'no event',
      'no event',
    ])
  })

  it.each([
    ['has lists like a wrapper’s', { ...call, properties: { batch: [call], events: [call] } }],
    ['has a payload', { ...call, payload: call, value: json }],
    ['has no type', { event: 'x', properties: { batch: [call] } }],
    ['is a page', { type: 'page', userId: 'u', properties: { events: [call] } }],
    ['is no call and holds none', { flag_key: 'a', variant: 'b', events: 'x', data: '{"a":1}' }],
  ])('are none if an event %s', async (_what, event) => {
    expect(await readText(JSON.stringify(event))).toEqual({ events: [event], notes: [] })
  })

  it('are elements of a batch, whatever they are', async () => {
    const bare = { flag_key: 'a', variant: 'b' }
    expect((await readText(JSON.stringify({ batch: [bare] }))).events).toEqual([bare])
  })

  it('are searched to a limit', async () => {
    const deep = `${'{"a":'.repeat(50_000)}${json}${'}'.repeat(50_000)}`
    expect((await readText(deep)).events).toHaveLength(1)
    const lists = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    expect((await readText(lists)).events).toEqual(['no event'])
  })
})
