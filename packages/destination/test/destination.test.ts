import { Destination, defaultValues, type ActionDefinition } from '@segment/actions-core'
import { parseFql } from '@segment/destination-subscriptions'
import nock from 'nock'
import { transform } from '@experiment-impressions/contract'
import { createDestination, destination, type Settings } from '../src/index'
import { corpus } from '../../contract/test/helpers/corpus'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import {
  amplitude,
  eventOf,
  impression,
  ok,
  send,
  sendBatch,
  settings,
  subscribed,
  treatment,
} from './helpers/segment'

keepOffTheNetwork()

/** Of an event that was sent, what the transform makes; the rest are details of device and session. */
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

  it.each(sent)('$name: sends what the transform of the raw event gives', async ({ event, value }) => {
    const uploads = amplitude([200, ok])
    await send(event)
    expect(uploads).toMatchObject([{ api_key: 'test-api-key', events: [{}] }])
    expect(transformed(uploads[0]?.events[0])).toStrictEqual(value)
    expect(transform(event)).toMatchObject({ kind: 'send', event: value })
  })

  it.each(refused)('$name: is refused, with nothing sent', async ({ event }) => {
    await expect(send(event)).rejects.toMatchObject({ status: 400 })
  })

  it.each(leftAlone)('$name: sends nothing, and that is no failure', async ({ event }) => {
    const uploads = amplitude([200, ok])
    await send(event)
    expect(uploads).toEqual([])
  })

  it('gives a batch the answers that its events get alone, index for index', async () => {
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

describe('a mapping', () => {
  const typo = { variant: { '@path': '$.properties.varaint' } }

  it('that loses the variant is refused, and nobody is taken out', async () => {
    await expect(send(treatment, typo)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: expect.stringContaining('Check the mapping') as string,
    })
  })

  it('that loses the variant is refused in a batch too, also behind an event that is no use', async () => {
    const events = [
      impression({ messageId: 'm1' }, { flag_key: undefined }),
      impression({ messageId: 'm2' }),
      impression({ messageId: 'm3' }, { variant: undefined }),
    ]
    const uploads = amplitude([200, ok])
    const answers = await sendBatch(events, typo)
    expect(answers.map(({ status }) => status)).toStrictEqual([400, 400, 200])
    expect(answers[1]?.errormessage).toContain('Check the mapping')
    expect(uploads[0]?.events.map(({ insert_id }) => insert_id)).toStrictEqual(['m3'])
  })

  it('that loses the variant is refused in a batch too, where other properties are sent', async () => {
    const events = [impression({ messageId: 'm1' }, { flag_key: undefined }), impression({ messageId: 'm2' })]
    const answers = await sendBatch(events, { ...typo, event_properties: { page: 'home' } })
    expect(answers[1]?.errormessage).toContain('Check the mapping')
  })

  it('that loses the variant is refused behind an event that is no use, whatever the insert id is', async () => {
    const uploads = amplitude([200, ok])
    const mapping = { ...typo, insert_id: { '@path': '$.properties.id' }, event_properties: { note: 'x' } }
    const useless = impression({}, { flag_key: null })
    const answers = await sendBatch([useless, impression({}, { variant: '' }), treatment], mapping)
    expect(answers.map(({ status }) => status)).toEqual([400, 200, 400])
    expect(uploads[0]?.events).toHaveLength(1)
  })

  it('that names a variant of its own is right', async () => {
    const uploads = amplitude([200, ok])
    await send(impression({}, { variant: undefined, variation: 'b' }), {
      variant: { '@path': '$.properties.variation' },
    })
    expect(uploads[0]?.events[0]).toMatchObject({
      user_properties: { $set: { '[Experiment] hero-headline': 'b' } },
    })
  })

  it('may choose to only unset the user property of visitors who are out', async () => {
    const uploads = amplitude([200, ok])
    await send(eventOf('impression-out-of-rollout'), {}, { unsetAs: 'identify' })
    expect(uploads[0]?.events[0]).toMatchObject({
      event_type: '$identify',
      user_properties: { $unset: { '[Experiment] hero-headline': '-' } },
    })
    expect(uploads[0]?.events[0]).not.toHaveProperty('event_properties')
  })
})

describe('a number that has lost its digits', () => {
  const lossy = 175928847299117060
  const amongOthers = (event: object) =>
    sendBatch([impression({ messageId: 'first' }), event, { ...treatment, properties: {} }])

  it.each([
    ['userId', { userId: lossy }, { user_id: undefined, device_id: treatment['anonymousId'] }],
    ['context.device.id', { context: { device: { id: lossy } } }, { device_id: treatment['anonymousId'] }],
    ['messageId', { messageId: lossy }, { insert_id: undefined }],
  ])('is left off as %s, alone and in a batch', async (_, over, expected) => {
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

  it('is looked for in any event at all, and spoils nobody else’s', async () => {
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

  it('is told from a text of the same digits', async () => {
    const uploads = amplitude([200, ok])
    await send(impression({ userId: String(lossy) }))
    expect(uploads[0]?.events[0]?.['user_id']).toBe(String(lossy))
  })

  it('is found wherever the mapping took it from', async () => {
    const uploads = amplitude([200, ok])
    const mapping = { user_id: { '@template': '{{properties.ids.account}}' } }
    await send(impression({}, { ids: { account: lossy } }), mapping)
    expect(uploads[0]?.events[0]).not.toHaveProperty('user_id')
  })
})

describe('a variant under another name', () => {
  const without = (properties: object) => {
    const event = impression({}, properties)
    const { variant: _, ...rest } = event.properties as Record<string, unknown>
    return { ...event, properties: rest }
  }

  it('is refused, and named', async () => {
    await expect(send(without({ variant_key: 'treatment' }))).rejects.toThrow(
      'its property “variant_key” looks like one. The event isn’t sent, because it would take the visitor out of the experiment. Did you mean “variant”?',
    )
  })

  it('is refused in a batch, and where other properties are sent', async () => {
    const uploads = amplitude([200, ok])
    const event = without({ '[Experiment] Variant': 'treatment' })
    const mapping = { event_properties: { note: 'x' } }
    expect((await sendBatch([treatment, event], mapping)).map(({ status }) => status)).toEqual([200, 400])
    expect(uploads[0]?.events).toHaveLength(1)
  })

  it.each([
    [{ experiment_name: 'checkout_button', variation_name: 'Green', variation_id: 'v2' }, 'Green'],
    [{ experiment_name: 'checkout_button', variation_id: 1, variation_name: 0 }, '0'],
  ])('does not matter where the mapped one is there: %j', async (properties, variant) => {
    const uploads = amplitude([200, ok])
    await send({ ...treatment, event: 'Experiment Viewed', properties })
    expect(uploads[0]?.events[0]?.['user_properties']).toEqual({
      $set: { '[Experiment] checkout_button': variant },
    })
  })

  it.each([
    [{ variation_id: 'v2' }, 'variation_id'],
    [{ variant_name: 'Green' }, 'variant_name'],
    [{ variationName: 'Green' }, 'variationName'],
  ])('of “Experiment Viewed” never unsets: %j', async (properties, near) => {
    const event = {
      ...treatment,
      event: 'Experiment Viewed',
      properties: { experiment_name: 'checkout_button', ...properties },
    }
    await expect(send(event)).rejects.toThrow(
      new RegExp(`“${near}” looks like one.* Did you mean “variation_name”`),
    )
  })

  it('may still be no variant at all', async () => {
    const uploads = amplitude([200, ok])
    await send({
      ...treatment,
      event: 'Experiment Viewed',
      properties: { experiment_name: 'checkout_button' },
    })
    expect(uploads[0]?.events[0]?.['user_properties']).toEqual({
      $unset: { '[Experiment] checkout_button': '-' },
    })
  })
})

describe('perform', () => {
  it.each([
    ['north_america', 'https://api2.amplitude.com'],
    ['europe', 'https://api.eu.amplitude.com'],
    [undefined, 'https://api2.amplitude.com'],
  ] as const)('region %s posts to %s', async (endpoint, url) => {
    const scope = nock(url).post('/2/httpapi').reply(200, ok)
    const { endpoint: _, ...keys } = settings
    await send(treatment, {}, endpoint === undefined ? keys : { endpoint })
    expect(scope.isDone()).toBe(true)
  })

  it.each([
    [
      400,
      { code: 400, error: 'Invalid API key: test-api-key' },
      { name: 'InvalidAuthenticationError', status: 401 },
    ],
    [
      400,
      { code: 400, error: 'Invalid field values on some events', events_with_invalid_fields: { time: [0] } },
      { status: 400 },
    ],
    [413, { code: 413, error: 'Payload too large' }, { status: 400 }],
    [
      429,
      { code: 429, error: 'Too many requests for some devices and users', throttled_events: [0] },
      { status: 429 },
    ],
    [500, { code: 500 }, { status: 500 }],
    [501, {}, { status: 503 }],
    [503, 'down', { status: 503 }],
    [404, 'nothing here', { status: 503 }],
  ])('%i %j becomes an error that Segment understands', async (status, body, error) => {
    amplitude([status, body])
    const thrown: unknown = await send(treatment).catch((reason: unknown) => reason)
    expect(thrown).toMatchObject(error)
    expect(String(thrown)).toMatch(/Amplitude answered|API key/)
    expect(String(thrown)).not.toContain('test-api-key')
  })
})

describe('a redirect', () => {
  it('is not followed: the body holds the key', async () => {
    const elsewhere = nock('https://elsewhere.example').post('/2/httpapi').reply(200, ok)
    nock('https://api2.amplitude.com')
      .post('/2/httpapi')
      .reply(307, '', { location: 'https://elsewhere.example/2/httpapi' })
    await expect(send(treatment)).rejects.toMatchObject({ status: 503 })
    expect(elsewhere.isDone()).toBe(false)
  })
})

describe('performBatch', () => {
  const batch = ['a', 'b', 'c'].map((letter) =>
    impression({ messageId: `message-${letter}`, anonymousId: `device-${letter}` }),
  )

  it('answers good and bad events each for itself, in order', async () => {
    const uploads = amplitude(
      [
        400,
        {
          code: 400,
          error: 'Invalid field values on some events',
          events_with_invalid_fields: { device_id: [1] },
        },
      ],
      [
        429,
        {
          code: 429,
          error: 'Too many requests for some devices and users',
          throttled_devices: { 'device-c': 31 },
        },
      ],
      [200, ok],
    )
    const answers = await sendBatch([...batch, impression({}, { flag_key: undefined })])
    expect(answers).toMatchObject([
      {
        status: 200,
        body: 'Accepted by Amplitude.',
        sent: { event_type: '[Experiment] Impression', insert_id: 'message-a' },
      },
      {
        status: 400,
        errortype: 'BAD_REQUEST',
        errormessage:
          'Amplitude answered 400: Invalid field values on some events. Segment doesn’t send this event again.',
        body: 'Amplitude answered 400: Invalid field values on some events.',
        errorreporter: 'DESTINATION',
      },
      {
        status: 429,
        errortype: 'TOO_MANY_REQUESTS',
        errormessage:
          'Amplitude answered 429: Too many requests for some devices and users. Segment sends the event again later.',
        errorreporter: 'DESTINATION',
      },
      { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED', errorreporter: 'INTEGRATIONS' },
    ])
    expect(uploads.map(({ events }) => events.length)).toStrictEqual([3, 2, 1])
  })

  it('says of an event that is not to be sent why', async () => {
    const answers = await sendBatch([eventOf('impression-track-exposure-false')])
    expect(answers).toMatchObject([
      { status: 200, body: expect.stringContaining('trackExposure: false') as string },
    ])
  })

  it('reads an answer of more than 16 KB', async () => {
    const many = Array.from({ length: 1000 }, (_, n) =>
      impression({ messageId: `m-${String(n)}`, anonymousId: `device-${String(n)}` }),
    )
    const named = Object.fromEntries(
      ['time', 'device_id', 'event_type', 'insert_id', 'user_id'].map((field) => [
        field,
        many.map((_, n) => n).slice(1),
      ]),
    )
    amplitude(
      [400, { code: 400, error: 'Invalid field values on some events', events_with_invalid_fields: named }],
      [200, ok],
    )
    const answers = await sendBatch(many)
    expect(answers.map(({ status }) => status)).toStrictEqual([200, ...Array<number>(999).fill(400)])
  })
})

describe(createDestination, () => {
  it('delivers to addresses of its own', async () => {
    const base = 'http://127.0.0.1:4747/amplitude'
    const own = createDestination({
      endpoints: {
        httpapi: `${base}/2/httpapi`,
        batch: `${base}/batch`,
        identify: `${base}/identify`,
        usersearch: `${base}/api/2/usersearch`,
        useractivity: `${base}/api/2/useractivity`,
        deletions: `${base}/api/2/deletions/users`,
      },
    })
    const scope = nock('http://127.0.0.1:4747').post('/amplitude/2/httpapi').reply(200, ok)
    await new Destination(own).onEvent(treatment as never, subscribed())
    expect(scope.isDone()).toBe(true)
  })
})

describe('the definition', () => {
  const actions = Object.entries<ActionDefinition<Settings>>(destination.actions)

  it('has presets whose subscriptions parse, and whose mappings name fields that exist', () => {
    expect(destination.presets?.map(({ partnerAction }) => partnerAction)).toStrictEqual([
      'trackImpression',
      'trackExposure',
      'trackExposure',
    ])
    for (const { partnerAction, mapping, ...preset } of destination.presets ?? []) {
      const { subscribe } = preset as { subscribe: string }
      const { fields = {} } = destination.actions[partnerAction] ?? {}
      expect(parseFql(subscribe)).not.toHaveProperty('error')
      expect(Object.keys(mapping ?? {}).filter((field) => !(field in fields))).toStrictEqual([])
      if (!subscribe.includes('Viewed')) expect(mapping).toStrictEqual(defaultValues(fields))
    }
  })

  it.each([
    ['trackImpression', 'type = "track" and event = "$impression"'],
    ['trackExposure', 'type = "track" and event = "$exposure"'],
  ])('%s subscribes to %s', (key, subscription) => {
    expect(destination.actions[key]?.defaultSubscription).toBe(subscription)
  })

  it.each(actions)('%s: every field has a label, and a description in whole sentences', (_, { fields }) => {
    for (const { label, description } of Object.values(fields)) {
      expect(label).toMatch(/^[A-Z]/)
      expect(description).toMatch(/^[A-Z“].*\.$/)
    }
  })

  it('keeps secrets as passwords', () => {
    expect(destination.authentication?.fields).toMatchObject({
      apiKey: { type: 'password' },
      secretKey: { type: 'password' },
    })
  })

  it('sends Segment’s “Experiment Viewed” of other tools as an exposure', async () => {
    const uploads = amplitude([200, ok])
    await send({
      ...treatment,
      event: 'Experiment Viewed',
      properties: {
        experiment_id: 'e-1',
        experiment_name: 'checkout',
        variation_id: 'v-1',
        variation_name: 'b',
      },
    })
    expect(uploads[0]?.events).toMatchObject([
      {
        event_type: '[Experiment] Exposure',
        event_properties: {
          '[Experiment] Flag Key': 'checkout',
          '[Experiment] Variant': 'b',
          '[Experiment] Experiment Key': 'e-1',
        },
        user_properties: { $set: { '[Experiment] checkout': 'b' } },
      },
    ])
  })
})
