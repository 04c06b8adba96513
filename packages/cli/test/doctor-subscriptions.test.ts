import { doctor, file, presets, report, withMapping, withPreset } from './helpers/doctor.js'

const check = (subscriptions: unknown) => report(['--subscriptions', file('subs.json', subscriptions)])

const amplitude = (over: object) => ({
  destination: 'Amplitude (Actions)',
  name: 'Track Calls',
  subscribe: 'type = "track" and event != "Order Completed"',
  partnerAction: 'logEventV2',
  mapping: {},
  ...over,
})

const impressions = 'type = "track" and event = "$impression"'
const exposures = 'type = "track" and event = "$exposure"'

describe('impressions doctor: subscriptions', () => {
  it('finds nothing wrong with the presets', async () => {
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
      'Not checked: give --settings.',
      'Not checked: no keys were given.',
      '3 subscriptions; $impression and $exposure are taken.',
      'Each of 17 test events is sent to Amplitude once at most.',
      '3 mappings run over 17 test events, singly and in batches: all come out right.',
    ])
    expect(built.checks[2]?.note).toContain('The 3 that the destination brings along')
  })

  it.each<[string, unknown, string[]]>([
    ['no subscription at all', [], ['error SUBSCRIPTION_MISSING', 'warning SUBSCRIPTION_MISSING']],
    ['none for impressions', presets().slice(1), ['error SUBSCRIPTION_MISSING']],
    ['none for exposures', presets().slice(0, 1), ['warning SUBSCRIPTION_MISSING']],
    [
      'one that is switched off',
      withPreset({ enabled: false }),
      ['warning SUBSCRIPTION_DISABLED 0', 'error SUBSCRIPTION_MISSING'],
    ],
    [
      'one that takes some impressions only',
      withPreset({ subscribe: `${impressions} and properties.variant = "treatment"` }),
      ['warning SUBSCRIPTION_TOO_NARROW'],
    ],
    [
      'one that takes other events too',
      withPreset({ subscribe: 'event != "$exposure" and event != "Experiment Viewed"' }),
      ['warning SUBSCRIPTION_TOO_WIDE 0'],
    ],
    [
      'a trigger that cannot be read',
      withPreset({ subscribe: 'type = "track" and event = "$impression' }),
      ['error FQL_INVALID 0', 'error SUBSCRIPTION_MISSING'],
    ],
    [
      'a trigger that is read otherwise',
      withPreset({ subscribe: 'type = "track" and !(event = "$impression")' }),
      ['warning FQL_READ_DIFFERENTLY 0'],
    ],
    [
      'an action that there is not',
      withPreset({ partnerAction: 'trackImpresion' }),
      ['error ACTION_UNKNOWN 0', 'error SUBSCRIPTION_MISSING'],
    ],
    [
      'an action named as what every object has',
      withPreset({ partnerAction: 'constructor' }),
      ['error ACTION_UNKNOWN 0', 'error SUBSCRIPTION_MISSING'],
    ],
    ['a field that there is not', withMapping({ varient: 'x' }), ['warning FIELD_UNKNOWN 0.mapping.varient']],
    [
      'a required field that is not mapped',
      withMapping({ flag_key: undefined }),
      ['error FIELD_UNMAPPED 0.mapping.flag_key'],
    ],
    [
      'two for the same event',
      [...presets(), { ...presets()[0], subscribe: 'event = "$impression"' }],
      ['error SUBSCRIPTIONS_OVERLAP 3'],
    ],
    [
      'two for the same event in two destinations, which may be for two projects',
      [
        ...presets().map((one) => ({ ...one, destination: 'Amplitude-Experiment US' })),
        { ...presets()[0], destination: 'Amplitude-Experiment EU' },
      ],
      ['warning SUBSCRIPTIONS_OVERLAP 3'],
    ],
    [
      'two for the same event, of which one is off',
      [...presets(), { ...presets()[0], enabled: false }],
      ['warning SUBSCRIPTION_DISABLED 3'],
    ],
    ['double delivery by logEventV2', [...presets(), amplitude({})], ['error DOUBLE_DELIVERY 3']],
    [
      'double delivery by logEvent',
      [...presets(), amplitude({ partnerAction: 'logEvent', subscribe: exposures })],
      ['error DOUBLE_DELIVERY 3'],
    ],
    ['no double delivery that is off', [...presets(), amplitude({ enabled: false })], []],
    [
      'no double delivery with the filter',
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
      'nothing in other destinations',
      [...presets(), { ...amplitude({ partnerAction: 'send' }), destination: 'Webhooks', enabled: false }],
      [],
    ],
    ['something that is no subscription', [...presets(), 7], ['error SUBSCRIPTION_MALFORMED 3']],
    [
      'a trigger that is no text',
      [...presets(), { subscribe: 1 }],
      ['error SUBSCRIPTION_MALFORMED 3.subscribe'],
    ],
    ['no action', [...presets(), { subscribe: 'all' }], ['error SUBSCRIPTION_MALFORMED 3.partnerAction']],
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
  ])('gives a trigger that ends double delivery: %s', async (subscribe) => {
    const { findings } = await check([...presets(), amplitude({ subscribe })])
    const trigger = findings[0]?.params['trigger'] as string
    expect(findings[0]).toMatchObject({
      params: { matched: ['$impression', '$exposure'] },
      nextStep: `Change its trigger to ${trigger}`,
    })
    const { code, lines } = await check([...presets(), amplitude({ subscribe: trigger })])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })

  it('reads what Segment’s Public API answers', async () => {
    const subscriptions = presets().map(({ name, subscribe, partnerAction, mapping }, index) => ({
      id: `eoeXaMeAYcB2XvEApJDr${String(index)}`,
      name,
      actionId: 'uD9jEQ4DxJZzhzVqppM7UD',
      actionSlug: partnerAction,
      destinationId: 'fP7qoQw2HTWt9WdMr718gn',
      modelId: '',
      enabled: index !== 0,
      trigger: subscribe,
      settings: mapping,
    }))
    const pagination = { current: 'MA==', totalEntries: 3 }
    const one = await check({ data: { subscriptions, pagination } })
    expect(one.lines).toStrictEqual(['warning SUBSCRIPTION_DISABLED 0', 'error SUBSCRIPTION_MISSING'])
    const more = await check({ data: { subscriptions, pagination: { ...pagination, next: 'MQ==' } } })
    expect(more.lines[0]).toBe('warning SUBSCRIPTIONS_INCOMPLETE')
  })

  it('knows an id from a name of a destination', async () => {
    const destinationId = 'fP7qoQw2HTWt9WdMr718gn'
    const unknown = { destinationId, partnerAction: 'postToChannel', subscribe: 'type = "page"' }
    const ofOurs = presets().map((one) => ({ ...one, destinationId }))
    expect((await check([...ofOurs, unknown])).lines).toContain('error ACTION_UNKNOWN 3')
    const other = { ...unknown, destinationId: 'aaaaaaaaaaaaaaaaaaaaaa' }
    expect(await check([...ofOurs, other])).toMatchObject({
      lines: [],
      checks: [
        {},
        {},
        { note: expect.stringContaining('1 subscription of other destinations.') as string },
        {},
        {},
      ],
    })
    const misspelt = { ...other, partnerAction: 'trackExposures' }
    expect((await check([...ofOurs, misspelt])).lines).toContain('error ACTION_UNKNOWN 3')
    const foreign = {
      ...unknown,
      destinationId: undefined,
      destination: 'Slack',
      partnerAction: 'trackImpression',
    }
    expect((await check([...ofOurs, foreign])).lines).toStrictEqual([])
  })

  it('reads several files as one list', async () => {
    const ours = file('ours.json', presets())
    const theirs = file('theirs.json', { data: { subscriptions: [amplitude({})] } })
    const { code, stdout } = await doctor(['--subscriptions', ours, '--subscriptions', theirs])
    expect(code).toBe(1)
    expect(stdout).toContain('✗ DOUBLE_DELIVERY  theirs.json, subscription 1 “Track Calls”')
  })

  it.each([
    [{}, 'subs.json holds no subscriptions'],
    [7, 'subs.json holds no subscriptions'],
    ['[{', 'subs.json is not JSON'],
  ])('cannot read %j', async (content, message) => {
    const { code, stdout, stderr } = await doctor(['--subscriptions', file('subs.json', content)])
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`impressions doctor: ${message}`)
  })

  it('says of each finding where it is, why it matters, and what to do', async () => {
    const subscriptions = [
      { ...withMapping({ flagkey: 'x' })[0], subscribe: `${impressions} xx`, enabled: false },
      { name: 'Odd\u001b[31m', subscribe: 'type = "track', partnerAction: 'trackExposures' },
      { ...presets()[0], subscribe: 'type = "track" and event != "$exposure"' },
      { ...presets()[0], subscribe: `${impressions} and properties.variant = "control"` },
      { subscribe: exposures, partnerAction: 'trackExposure' },
      amplitude({}),
      null,
    ]
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 80 })
    expect(stdout.split('✗ Mappings')[0]).toMatchInlineSnapshot(`
      "· Settings         Not checked: give --settings.
      · Keys and region  Not checked: no keys were given.

      ✗ Subscriptions
        ✗ SUBSCRIPTION_MALFORMED  subs.json, subscription 7
          The subscription is to be an object; found here: null. The subscription is
          not checked.
          → Copy the subscription again, from Segment’s Public API.
        ! SUBSCRIPTION_DISABLED
          subs.json, subscription 1 “Track Impression”
          The subscription is switched off, so nothing is delivered by it.
          → Switch it on in Segment, under Mappings, or delete it there if it is not
            needed.
        ! FQL_READ_DIFFERENTLY
          subs.json, subscription 1 “Track Impression”
          Segment passes over a part of the trigger. What it reads: type = "track" and
          event = "$impression"
          → Write what was meant in another way, such as event != "…" in place of
            !(event = "…").
        ! FIELD_UNKNOWN
          subs.json, subscrip…1 “Track Impression”, mapping.flagkey
          The action has no field of this name, so this part of the mapping has no
          effect.
          → Map flag_key instead.
        ✗ FQL_INVALID  subs.json, subscription 2 “Odd\\u001b[31m”
          Segment cannot read the trigger, so the subscription takes nothing.
          → Write it like type = "track" and event = "$impression", with straight
            quotes that are all closed.
        ✗ ACTION_UNKNOWN  subs.json, subscription 2 “Odd\\u001b[31m”
          The destination has no such action, so nothing is delivered.
          → Take trackExposure.
        ! SUBSCRIPTION_TOO_WIDE
          subs.json, subscription 3 “Track Impression”
          The trigger also takes Order Completed, which is no experiment event: each
          is refused, or even counted where the mapping has a fixed flag key.
          → Narrow the trigger to type = "track" and event = "$impression".
        ✗ FIELD_UNMAPPED
          subs.json, subscription 5, mapping.flag_key
          The field “Flag Key” is required and not mapped: every event is refused.
          → Map it from $.properties.flag_key.

      ✗ Sent once
        ✗ SUBSCRIPTIONS_OVERLAP
          subs.json, subscription 4 “Track Impression”
          It takes $impression, and so does subs.json, subscription
          3 “Track Impression”: each is sent twice.
          → Narrow one of the two triggers, or delete one of the subscriptions.
        ✗ DOUBLE_DELIVERY  subs.json, subscription 6 “Track Calls”
          Segment’s own Amplitude destination sends $impression and $exposure on as
          well, without an insert id, and Amplitude transforms what it gets: each
          counts twice.
          → Change its trigger to type = "track" and event != "Order Completed" and
            event != "$impression" and event != "$exposure"

      "
    `)
  })

  it('says how many events a trigger leaves out, one or several', async () => {
    const reasonOf = async (condition: string) => {
      const { findings } = await check(withPreset({ subscribe: `${impressions} and ${condition}` }))
      return findings.find(({ code }) => code === 'SUBSCRIPTION_TOO_NARROW')?.reason
    }
    expect(await reasonOf('userId != "9007199254740993"')).toMatch(/^1 of \d+ test events .* is taken by no/)
    expect(await reasonOf('properties.variant = "treatment"')).toMatch(/^[2-9] of .* are taken by no/)
  })
})
