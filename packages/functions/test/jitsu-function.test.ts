import fc from 'fast-check'
import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'
import { eventOf, jitsuFunction, run, treatment } from './helpers/sent-by-jitsu.js'

const file = 'jitsu-function.js'

describe('the file', () => {
  it('uses only the globals that Jitsu documents', () => {
    expect(freeIdentifiers(bundle(file), 'module')).toEqual(['RetryError'])
  })

  it('exports only a default function', () => {
    expect(bundle(file).match(/\bexport\b[^;]*/g)).toEqual([
      expect.stringMatching(/^export\s*\{\s*\w+ as default\s*\}$/),
    ])
    expect(typeof jitsuFunction).toBe('function')
  })

  it('is small, and says what it is in its first line', () => {
    expect(Buffer.byteLength(bundle(file))).toBeLessThan(64_000)
    expect(bundle(file)).toMatch(/^\/\/ @experiment-impressions\/functions \d+\.\d+\.\d+: Jitsu function\./)
  })
})

describe('the result for Jitsu', () => {
  it.each([
    {
      what: 'an impression is returned in its new form',
      event: treatment,
      outcome: { events: [{ event: '[Experiment] Impression' }], isRetried: false, logged: [] },
    },
    {
      what: 'an invalid event is dropped, with the reason and without a value',
      event: { ...treatment, userId: 'personal-value', properties: { variant: 'personal-value' } },
      outcome: {
        events: [],
        isRetried: false,
        logged: [expect.stringMatching(/^The experiment event was dropped\. (?!.*personal-value).*flag_key/)],
      },
    },
    {
      what: 'an event that isn’t counted is dropped',
      event: eventOf('impression-track-exposure-false'),
      outcome: {
        events: [],
        isRetried: false,
        logged: [expect.stringMatching(/^The experiment event was dropped\. .*trackExposure/)],
      },
    },
    {
      what: 'an experiment event waits until a variable is fixed',
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
      what: 'any other event is returned unchanged, even if a variable is wrong',
      event: { type: 'track', event: 'Order Completed' },
      variables: { EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: 'three' },
      outcome: { events: [{ type: 'track', event: 'Order Completed' }], isRetried: false, logged: [] },
    },
  ])('$what', async ({ event, variables, outcome }) => {
    expect(await run(event, variables)).toMatchObject(outcome)
  })

  it('an event from an earlier run is returned unchanged', async () => {
    const { events } = await run(treatment)
    expect((await run(events[0])).events).toEqual(events)
  })
})

describe('another event', () => {
  it.each(['track', 'identify', 'page', 'screen', 'group', 'alias'])('%s is returned unchanged', (type) => {
    const event = { type, event: 'Order Completed', context: { traits: { plan: 'gold' } } }
    const before = JSON.stringify(event)
    expect(jitsuFunction(event, {})).toBe(event)
    expect(JSON.stringify(event)).toBe(before)
  })

  it('is returned unchanged, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(jitsuFunction(event, {})).toBe(event)
      }),
    )
  })
})
