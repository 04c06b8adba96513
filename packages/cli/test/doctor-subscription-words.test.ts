import { doctor, file, presets, withMapping, withPreset } from './helpers/doctor.js'
import { amplitude, check, exposures, impressions } from './helpers/subscriptions.js'

describe('impressions doctor: findings about subscriptions', () => {
  it('say where the problem is, why it matters, and what to do', async () => {
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
      "· Settings         Not checked: add --settings.
      · Keys and region  Not checked: there are no keys.

      ✗ Subscriptions
        ✗ SUBSCRIPTION_MALFORMED  subs.json, subscription 7
          The subscription must be an object but is null, so the subscription can’t be
          read.
          → Copy the subscription again from Segment’s Public API.
        ! SUBSCRIPTION_DISABLED
          subs.json, subscription 1 “Track Impression”
          The subscription is switched off, so it delivers nothing.
          → Switch it on in Segment under Mappings, or delete it if you don’t need it.
        ! FQL_READ_DIFFERENTLY
          subs.json, subscription 1 “Track Impression”
          Segment ignores part of the trigger. It reads: type = "track" and event =
          "$impression"
          → Write the condition another way, for example event != "…" instead of
            !(event = "…").
        ! FIELD_UNKNOWN
          subs.json, subscrip…1 “Track Impression”, mapping.flagkey
          The action has no field of this name, so this part of the mapping has no
          effect.
          → Map flag_key instead.
        ✗ FQL_INVALID  subs.json, subscription 2 “Odd\\u001b[31m”
          Segment can’t read the trigger, so the subscription matches nothing.
          → Write it like type = "track" and event = "$impression", with straight
            quotes, and close every quote.
        ✗ ACTION_UNKNOWN  subs.json, subscription 2 “Odd\\u001b[31m”
          The destination has no such action, so the subscription delivers nothing.
          → Use trackExposure.
        ! SUBSCRIPTION_TOO_WIDE
          subs.json, subscription 3 “Track Impression”
          The trigger also matches Order Completed, which isn’t an experiment event.
          The destination refuses such events, or counts them if the mapping has a
          fixed flag key.
          → Narrow the trigger to type = "track" and event = "$impression"
        ✗ FIELD_UNMAPPED
          subs.json, subscription 5, mapping.flag_key
          The field “Flag Key” is required but isn’t mapped, so every event is
          refused.
          → Map it from $.properties.flag_key.

      ✗ Sent once
        ✗ SUBSCRIPTIONS_OVERLAP
          subs.json, subscription 4 “Track Impression”
          This subscription and subs.json, subscription 3 “Track
          Impression” both match $impression, so each event is sent twice.
          → Narrow one of the two triggers, or delete one of the subscriptions.
        ✗ DOUBLE_DELIVERY  subs.json, subscription 6 “Track Calls”
          Segment’s own Amplitude destination also sends $impression and $exposure,
          without an insert id. Amplitude transforms what it gets, so each event
          counts twice.
          → Change its trigger to type = "track" and event != "Order Completed" and
            event != "$impression" and event != "$exposure"

      "
    `)
  })

  it('say how many events a trigger leaves out', async () => {
    const reasonOf = async (condition: string) => {
      const { findings } = await check(withPreset({ subscribe: `${impressions} and ${condition}` }))
      return findings.find(({ code }) => code === 'SUBSCRIPTION_TOO_NARROW')?.reason
    }
    expect(await reasonOf('userId != "9007199254740993"')).toMatch(
      /^No subscription matches 1 of \d+ test events named/,
    )
    expect(await reasonOf('properties.variant = "treatment"')).toMatch(
      /^No subscription matches [2-9] of \d+ test events named/,
    )
  })
})

describe('a trigger that asks for something close to an experiment event', () => {
  const named = (written: string, meant: string) =>
    `The trigger asks for events named “${written}”. Did you mean “${meant}”? Names are compared exactly.`
  const inAmplitude = (written: string, meant: string) =>
    `The trigger asks for events named “${written}”. That’s the name in Amplitude; in Segment it’s “${meant}”.`
  const ofType = (written: string) =>
    `The trigger asks for calls of type “${written}”, but experiment events are of type “track”.`

  it.each<[string, string, string, string]>([
    ['event = "$Impression"', '$impression', named('$Impression', '$impression'), 'event = "$impression"'],
    [
      'type = "track" and event = "$impresion"',
      '$impression',
      named('$impresion', '$impression'),
      'type = "track" and event = "$impression"',
    ],
    ['event = "impression"', '$impression', named('impression', '$impression'), 'event = "$impression"'],
    ['event = " $impression"', '$impression', named(' $impression', '$impression'), 'event = "$impression"'],
    ["event = '$exposure'", '$exposure', named("'$exposure'", '$exposure'), 'event = "$exposure"'],
    [
      'type = "track" and event = "experiment viewed"',
      'Experiment Viewed',
      named('experiment viewed', 'Experiment Viewed'),
      'type = "track" and event = "Experiment Viewed"',
    ],
    [
      'event = "[Experiment] Impression"',
      '$impression',
      inAmplitude('[Experiment] Impression', '$impression'),
      'event = "$impression"',
    ],
    [
      'type = "Track" and event = "$impression"',
      '$impression',
      ofType('Track'),
      'type = "track" and event = "$impression"',
    ],
    [
      'type = "page" and event = "$Exposure"',
      '$exposure',
      `${ofType('page')} ${named('$Exposure', '$exposure')}`,
      'type = "track" and event = "$exposure"',
    ],
    [
      'type = "track" and name = "$impression"',
      '$impression',
      'The trigger compares “name”, which only page and screen calls have. Did you mean event = "$impression"?',
      'type = "track" and event = "$impression"',
    ],
    [
      '(type = "track" or type = "page") and (event = "$exposure" or event = "$impresion") and userId != "a"',
      '$impression',
      named('$impresion', '$impression'),
      '(type = "track" or type = "page") and (event = "$exposure" or event = "$impression") and userId != "a"',
    ],
  ])('is the cause, and the only finding: %s', async (subscribe, missed, reason, corrected) => {
    const others = presets().filter((preset) => !String(preset['subscribe']).includes(`"${missed}"`))
    const exposures = subscribe.includes('"$exposure" or') ? others.slice(1) : others
    const partnerAction = missed === '$impression' ? 'trackImpression' : 'trackExposure'
    const given = [...exposures, { ...presets()[0], subscribe, partnerAction }]
    const { code, findings } = await check(given)
    expect({ code, findings: findings.filter((one) => one.code !== 'EVENT_TYPE_CHANGED') }).toMatchObject({
      code: 1,
      findings: [
        {
          code: 'TRIGGER_MISTYPED',
          severity: 'error',
          path: [exposures.length],
          reason: `${reason} So ${missed} never reaches Amplitude.`,
          nextStep: `Change it to ${corrected}`,
        },
      ],
    })
  })

  it('only matters a little if another subscription matches the event', async () => {
    const { code, findings } = await check([
      ...presets(),
      { ...presets()[0], subscribe: 'event = "$Impression"' },
    ])
    expect({ code, findings }).toMatchObject({
      code: 0,
      findings: [
        {
          code: 'TRIGGER_MISTYPED',
          severity: 'warning',
          nextStep:
            'Change it to event = "$impression", or delete the subscription: another one matches $impression.',
        },
      ],
    })
  })

  it.each([
    'event = "$impression" or event = "$Impression"',
    'type = "track" and event != "$Impression" and event = "$impression"',
    'type = "page" and event = "Order Completed"',
    'event = "statsig::experiment_exposure"',
  ])('isn’t one that matches it, or is about something else: %s', async (subscribe) => {
    const { findings } = await check([...presets().slice(1), { ...presets()[0], subscribe }])
    expect(findings.map(({ code }) => code)).not.toContain('TRIGGER_MISTYPED')
  })
})
