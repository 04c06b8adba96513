import { transformEvent as transformByDestination } from '@experiment-impressions/destination/portable'
import fc from 'fast-check'
import { currentDestination, eventTime, olderDestination } from './helpers/jitsu-amplitude-destination.js'
import { now, type JitsuEvent } from './helpers/jitsu-function.js'
import { postForm } from './helpers/post-form.js'
import { expected, experiments, out, sent, treatment } from './helpers/sent-by-jitsu.js'

describe('Jitsu’s destination', () => {
  it.each(experiments)('$name: sends what the transform makes of it, or nothing', async ({ event }) => {
    const before = JSON.stringify(event)
    const upload = await sent(event)
    expect(upload && postForm(upload)).toEqual(expected(event))
    expect(JSON.stringify(event)).toBe(before)
  })

  it.each(experiments)('$name: sends the same in a version without amplitudeEvent', async ({ event }) => {
    const upload = await sent(event, olderDestination)
    const wanted = expected(event)
    // It never sends a time after the arrival, and generates an insert id if there is none.
    const time = wanted?.['time'] as number | undefined
    const timestamp = time === undefined ? undefined : new Date(time).toISOString()
    const missing = wanted && {
      insert_id: 'a random one',
      ...wanted,
      time: eventTime({ ...event, timestamp }, now),
    }
    expect(upload && postForm(upload)).toEqual(missing)
  })

  it.each([
    ['the current version', currentDestination],
    ['an older version', olderDestination],
  ])('unsets without an event if a variable says so: %s', async (_, destination) => {
    const upload = await sent(out, destination, { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'identify' })
    expect(postForm(upload as JitsuEvent)).toEqual(expected(out, { unsetAs: 'identify' }))
  })

  it.each([
    ['sets', treatment, { $set: { '[Experiment] hero-headline': 'treatment' } }],
    ['unsets', out, { $unset: { '[Experiment] hero-headline': '-' } }],
  ])('%s the user property, and changes none of the visitor’s others', async (_, event, changes) => {
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

  it('sends the platform of a web page, based on Jitsu’s library', async () => {
    const event = { ...treatment, context: { library: { name: '@jitsu/js', version: '2.0.0' } } }
    expect(await sent(event)).toMatchObject({ platform: 'Web', library: '@jitsu/js' })
    expect(await sent({ ...event, context: { library: { name: 'a server' } } })).not.toHaveProperty(
      'platform',
    )
  })

  it('identifies the device only by the anonymous id, like the conversions that Jitsu sends', async () => {
    const event = { ...treatment, context: { device: { id: 'device-17', type: 'ios' } } }
    expect(await sent(event)).toMatchObject({ device_id: treatment['anonymousId'], idfv: 'device-17' })
  })

  it.each([
    ['7', true],
    ['8', undefined],
    ['', undefined],
  ])(
    'with a limit of %p hours, skips the user property of an impression almost 8 hours old: %p',
    async (hours, skipped) => {
      const variables = { EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS: hours }
      const upload = await sent(treatment, currentDestination, variables)
      expect(upload?.['$skip_user_properties_sync']).toBe(skipped)
    },
  )
})

it('sends what the transform makes of it, whatever else is in the event', async () => {
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
