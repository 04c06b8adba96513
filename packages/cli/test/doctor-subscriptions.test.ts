import { presets, report, withMapping, withPreset } from './helpers/doctor.js'
import { amplitude, check, exposures, impressions } from './helpers/subscriptions.js'

describe('impressions doctor: subscriptions', () => {
  it('finds no problem in the presets', async () => {
    const given = await check(presets())
    const built = await report(['--offline'], { env: { AMPLITUDE_API_KEY: 'a', AMPLITUDE_SECRET_KEY: 'b' } })
    expect([given.code, given.lines, built.code, built.lines]).toStrictEqual([0, [], 0, []])
    expect(given.statuses).toStrictEqual({
      settings: 'skipped',
      keys: 'skipped',
      subscriptions: 'passed',
      deliveries: 'passed',
      mappings: 'passed',
    })
    expect(given.checks.map(({ note }) => note)).toStrictEqual([
      'Not checked: add --settings.',
      'Not checked: there are no keys.',
      '3 subscriptions cover $impression and $exposure.',
      'Amplitude gets each of 17 test events at most once.',
      '3 mappings passed with 17 test events, one by one and in batches.',
    ])
    expect(built.checks[2]?.note).toContain('The destination’s 3 presets cover')
  })

  it.each<[string, unknown, string[]]>([
    ['no subscriptions', [], ['error SUBSCRIPTIONS_EMPTY']],
    [
      'no subscriptions of this destination',
      [amplitude({ partnerAction: 'identifyUser' })],
      ['error SUBSCRIPTIONS_EMPTY'],
    ],
    ['no subscription for impressions', presets().slice(1), ['error SUBSCRIPTION_MISSING']],
    ['no subscription for exposures', presets().slice(0, 1), ['warning SUBSCRIPTION_MISSING']],
    [
      'a disabled subscription',
      withPreset({ enabled: false }),
      ['warning SUBSCRIPTION_DISABLED 0', 'error SUBSCRIPTION_MISSING'],
    ],
    [
      'a trigger that matches only some impressions',
      withPreset({ subscribe: `${impressions} and properties.variant = "treatment"` }),
      ['warning SUBSCRIPTION_TOO_NARROW'],
    ],
    [
      'a trigger that also matches other events',
      withPreset({ subscribe: 'event != "$exposure" and event != "Experiment Viewed"' }),
      ['warning SUBSCRIPTION_TOO_WIDE 0'],
    ],
    [
      'a trigger that Segment can’t read',
      withPreset({ subscribe: 'type = "track" and event = "$impression' }),
      ['error FQL_INVALID 0', 'error SUBSCRIPTION_MISSING'],
    ],
    [
      'a trigger that Segment reads differently',
      withPreset({ subscribe: 'type = "track" and !(event = "$impression")' }),
      ['warning FQL_READ_DIFFERENTLY 0'],
    ],
    [
      'an unknown action',
      withPreset({ partnerAction: 'trackImpresion' }),
      ['error ACTION_UNKNOWN 0', 'error SUBSCRIPTION_MISSING'],
    ],
    [
      'an action with the name of a property of every object',
      withPreset({ partnerAction: 'constructor' }),
      ['error ACTION_UNKNOWN 0', 'error SUBSCRIPTION_MISSING'],
    ],
    ['an unknown field', withMapping({ varient: 'x' }), ['warning FIELD_UNKNOWN 0.mapping.varient']],
    [
      'a required field that isn’t mapped',
      withMapping({ flag_key: undefined }),
      ['error FIELD_UNMAPPED 0.mapping.flag_key'],
    ],
    [
      'two subscriptions for the same event',
      [...presets(), { ...presets()[0], subscribe: 'event = "$impression"' }],
      ['error SUBSCRIPTIONS_OVERLAP 3'],
    ],
    [
      'two subscriptions for the same event in two destinations, which may send to two projects',
      [
        ...presets().map((one) => ({ ...one, destination: 'Amplitude-Experiment US' })),
        { ...presets()[0], destination: 'Amplitude-Experiment EU' },
      ],
      ['warning SUBSCRIPTIONS_OVERLAP 3'],
    ],
    [
      'two subscriptions for the same event, one of them disabled',
      [...presets(), { ...presets()[0], enabled: false }],
      ['warning SUBSCRIPTION_DISABLED 3'],
    ],
    ['double delivery by logEventV2', [...presets(), amplitude({})], ['error DOUBLE_DELIVERY 3']],
    [
      'double delivery by logEvent',
      [...presets(), amplitude({ partnerAction: 'logEvent', subscribe: exposures })],
      ['error DOUBLE_DELIVERY 3'],
    ],
    ['no double delivery by a disabled subscription', [...presets(), amplitude({ enabled: false })], []],
    [
      'no double delivery with the suggested trigger',
      [
        ...presets(),
        amplitude({ subscribe: 'type = "track" and event != "$impression" and event != "$exposure"' }),
      ],
      [],
    ],
    [
      'no double delivery by other actions of Amplitude’s destination',
      [...presets(), amplitude({ partnerAction: 'identifyUser', subscribe: 'type = "track"' })],
      [],
    ],
    [
      'no problem in other destinations',
      [...presets(), { ...amplitude({ partnerAction: 'send' }), destination: 'Webhooks', enabled: false }],
      [],
    ],
    ['a value that isn’t a subscription', [...presets(), 7], ['error SUBSCRIPTION_MALFORMED 3']],
    [
      'a trigger that isn’t a string',
      [...presets(), { subscribe: 1 }],
      ['error SUBSCRIPTION_MALFORMED 3.subscribe'],
    ],
    [
      'a missing action',
      [...presets(), { subscribe: 'all' }],
      ['error SUBSCRIPTION_MALFORMED 3.partnerAction'],
    ],
    [
      'a mapping that is a list',
      [...presets(), { subscribe: 'all', partnerAction: 'trackImpression', mapping: [] }],
      ['error SUBSCRIPTION_MALFORMED 3.mapping'],
    ],
  ])('finds %s', async (_, subscriptions, expected) => {
    const { code, lines } = await check(subscriptions)
    expect({ code, lines }).toStrictEqual({
      code: expected.some((line) => line.startsWith('error')) ? 1 : 0,
      lines: expected,
    })
  })

  it.each([
    ['type = "track"'],
    ['type = "track" and event != "Order Completed"'],
    ['type = "track" or type = "page"'],
  ])('suggests a trigger that ends double delivery: %s', async (subscribe) => {
    const { findings } = await check([...presets(), amplitude({ subscribe })])
    const trigger = findings[0]?.params['trigger'] as string
    expect(findings[0]).toMatchObject({
      params: { matched: ['$impression', '$exposure'] },
      nextStep: `Change its trigger to ${trigger}`,
    })
    const { code, lines } = await check([...presets(), amplitude({ subscribe: trigger })])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })
})
