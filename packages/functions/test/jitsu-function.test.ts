import { transform } from '@experiment-impressions/contract'
import { transformEvent as transformByDestination } from '@experiment-impressions/destination/portable'
import fc from 'fast-check'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'
import { currentDestination, eventTime, olderDestination } from './helpers/jitsu-amplitude-destination.js'
import { loadJitsuFunction, now, runOnJitsu, type JitsuEvent } from './helpers/jitsu-function.js'
import { postForm } from './helpers/post-form.js'
import { withoutContextId } from './helpers/without-context-id.js'

const file = 'jitsu-function.js'
const jitsuFunction = loadJitsuFunction()
const eventOf = (name: string) => corpus.find((one) => one.name === name)?.event as JitsuEvent
const treatment = eventOf('impression-treatment')
const out = eventOf('impression-out-of-rollout')
const run = (event: unknown, variables?: Readonly<Record<string, string>>) =>
  runOnJitsu(jitsuFunction, event, variables)

/** What Amplitude gets in the end for one event; `null` where nothing. */
async function sent(
  event: unknown,
  destination = currentDestination,
  variables?: Readonly<Record<string, string>>,
): Promise<JitsuEvent | null> {
  const { events } = await run(event, variables)
  const [upload] = events.map((one) => destination(one, { enableAnonymousUserProfiles: true }, now))
  return upload?.events[0] ?? null
}

/** What the transform makes of an event whose device id is the anonymous id. */
function expected(event: unknown, options: { readonly unsetAs?: 'identify' } = {}): JitsuEvent | null {
  const result = transform(withoutContextId(event), options)
  return result.kind === 'send' ? postForm(result.event) : null
}

const experiments = corpus.filter(({ name }) => !name.startsWith('not-experiment'))

describe('the file', () => {
  it('takes nothing from its surroundings but what Jitsu documents', () => {
    expect(freeIdentifiers(bundle(file), 'module')).toEqual(['RetryError'])
  })

  it('exports a function by default, and nothing else', () => {
    expect(bundle(file).match(/\bexport\b[^;]*/g)).toEqual([
      expect.stringMatching(/^export\s*\{\s*\w+ as default\s*\}$/),
    ])
    expect(typeof jitsuFunction).toBe('function')
  })

  it('is small and says what it is', () => {
    expect(Buffer.byteLength(bundle(file))).toBeLessThan(64_000)
    expect(bundle(file)).toMatch(/^\/\/ @experiment-impressions\/functions \d+\.\d+\.\d+: Jitsu function\./)
  })
})

describe('Jitsu’s destination', () => {
  it.each(experiments)('$name: sends what the transform makes of it, or nothing', async ({ event }) => {
    const before = JSON.stringify(event)
    const upload = await sent(event)
    expect(upload && postForm(upload)).toEqual(expected(event))
    expect(JSON.stringify(event)).toBe(before)
  })

  it.each(experiments)(
    '$name: sends the same in a version that doesn’t know of amplitudeEvent',
    async ({ event }) => {
      const upload = await sent(event, olderDestination)
      const wanted = expected(event)
      // It sends no time later than the arrival, and makes up an insert id where there is none.
      const time = wanted?.['time'] as number | undefined
      const timestamp = time === undefined ? undefined : new Date(time).toISOString()
      const missing = wanted && {
        insert_id: 'a random one',
        ...wanted,
        time: eventTime({ ...event, timestamp }, now),
      }
      expect(upload && postForm(upload)).toEqual(missing)
    },
  )

  it.each([
    ['this version', currentDestination],
    ['an older one', olderDestination],
  ])('unsets without an event where a variable says so: %s', async (_, destination) => {
    const upload = await sent(out, destination, { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'identify' })
    expect(postForm(upload as JitsuEvent)).toEqual(expected(out, { unsetAs: 'identify' }))
  })

  it.each([
    ['sets', treatment, { $set: { '[Experiment] hero-headline': 'treatment' } }],
    ['unsets', out, { $unset: { '[Experiment] hero-headline': '-' } }],
  ])('%s the user property, and changes no other of the visitor’s', async (_, event, changes) => {
    const visited = { ...event, context: { traits: { email: 'jo@example.com' }, locale: 'nl' } }
    for (const destination of [currentDestination, olderDestination])
      expect(await sent(visited, destination)).toMatchObject({ user_properties: changes, language: 'nl' })
  })

  it('sends the device as this project’s destination does', async () => {
    const context = {
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      device: { advertisingId: 'A-1', brand: 'Apple' },
      location: { country: 'NL', latitude: 52.37 },
    }
    const transformed = transformByDestination(treatment, {
      settings: {},
      details: { device: context, isContext: true, session_id: undefined },
      now,
    })
    expect(await sent({ ...treatment, context })).toEqual(
      JSON.parse(JSON.stringify((transformed as { readonly event: unknown }).event)),
    )
  })

  it('sends the platform of a web page, which Jitsu’s library names', async () => {
    const event = { ...treatment, context: { library: { name: '@jitsu/js', version: '2.0.0' } } }
    expect(await sent(event)).toMatchObject({ platform: 'Web', library: '@jitsu/js' })
    expect(await sent({ ...event, context: { library: { name: 'a server' } } })).not.toHaveProperty(
      'platform',
    )
  })

  it('knows the device by the anonymous id alone, as in the conversions that Jitsu sends', async () => {
    const event = { ...treatment, context: { device: { id: 'device-17', type: 'ios' } } }
    expect(await sent(event)).toMatchObject({ device_id: treatment['anonymousId'], idfv: 'device-17' })
  })

  it.each([
    ['7', true],
    ['8', undefined],
    ['', undefined],
  ])(
    '%p hours set: an impression almost 8 hours old has its user property left alone: %p',
    async (hours, skipped) => {
      const variables = { EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS: hours }
      const upload = await sent(treatment, currentDestination, variables)
      expect(upload?.['$skip_user_properties_sync']).toBe(skipped)
    },
  )
})

describe('what Jitsu is told', () => {
  it.each([
    {
      what: 'an impression goes on in its new form',
      event: treatment,
      outcome: { events: [{ event: '[Experiment] Impression' }], isRetried: false, logged: [] },
    },
    {
      what: 'an invalid event is dropped, with the reason and no value',
      event: { ...treatment, userId: 'personal-value', properties: { variant: 'personal-value' } },
      outcome: {
        events: [],
        isRetried: false,
        logged: [expect.stringMatching(/^The experiment event was dropped\. (?!.*personal-value).*flag_key/)],
      },
    },
    {
      what: 'an event that is not to be counted is dropped',
      event: eventOf('impression-track-exposure-false'),
      outcome: {
        events: [],
        isRetried: false,
        logged: [expect.stringMatching(/^The experiment event was dropped\. .*trackExposure/)],
      },
    },
    {
      what: 'an experiment event waits until a variable is put right',
      event: treatment,
      variables: { EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: 'personal-value' },
      outcome: {
        events: [],
        isRetried: true,
        logged: [],
        error: 'Check the settings. “EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH” must be a number or empty.',
      },
    },
    {
      what: 'any other event goes on as it came, wrong variable or not',
      event: { type: 'track', event: 'Order Completed' },
      variables: { EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: 'three' },
      outcome: { events: [{ type: 'track', event: 'Order Completed' }], isRetried: false, logged: [] },
    },
  ])('$what', async ({ event, variables, outcome }) => {
    expect(await run(event, variables)).toMatchObject(outcome)
  })

  it('an event that was run before goes on as it is', async () => {
    const { events } = await run(treatment)
    expect((await run(events[0])).events).toEqual(events)
  })
})

describe('what is no experiment event', () => {
  it.each(['track', 'identify', 'page', 'screen', 'group', 'alias'])('%s is returned as it came', (type) => {
    const event = { type, event: 'Order Completed', context: { traits: { plan: 'gold' } } }
    const before = JSON.stringify(event)
    expect(jitsuFunction(event, {})).toBe(event)
    expect(JSON.stringify(event)).toBe(before)
  })

  it('is returned as it came, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(jitsuFunction(event, {})).toBe(event)
      }),
    )
  })
})

it('sends what the transform makes of it, whatever stands around the experiment', async () => {
  const anything = fc.record(
    {
      context: fc.jsonValue(),
      integrations: fc.jsonValue(),
      traits: fc.jsonValue(),
      amplitudeEvent: fc.jsonValue(),
      sentAt: fc.jsonValue(),
      properties: fc.dictionary(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(anything, fc.constantFrom(treatment, out), async (over, event) => {
      const properties = { ...over.properties, ...(event['properties'] as object) }
      const one = JSON.parse(JSON.stringify({ ...event, ...over, properties })) as JitsuEvent
      expect(postForm((await sent(one)) as JitsuEvent)).toEqual(expected(one))
    }),
  )
})
