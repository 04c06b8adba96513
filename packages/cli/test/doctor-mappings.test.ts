import { doctor, file, presets, report, withMapping, withPreset } from './helpers/doctor.js'

const path = (at: string) => ({ '@path': at })

const check = async (subscriptions: unknown) => {
  const { code, checks, lines } = await report(['--subscriptions', file('subs.json', subscriptions)])
  return { code, lines, findings: checks[4]?.findings ?? [], checks }
}

/** A mapping in as many conditions, one within the other. */
const conditions = (count: number): unknown =>
  count === 0
    ? path('$.properties.varient')
    : { '@if': { exists: path('$.event'), then: conditions(count - 1) } }

describe('impressions doctor: mappings', () => {
  it('leaves the inside of a mapping out where that is nested too deeply to read', async () => {
    const { findings } = await check(withMapping({ variant: conditions(8) }))
    expect(findings).toMatchObject([{ code: 'FIELD_LOST', params: { field: 'variant', mapped: '…' } }])
    const { findings: readable } = await check(withMapping({ variant: conditions(7) }))
    expect(readable).toMatchObject([{ params: { mapped: '$.properties.varient' } }])
  })

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a mistyped variant', { variant: path('$.properties.varient') }, ['error FIELD_LOST variant 11/15']],
    ['a variant that is not mapped', { variant: undefined }, ['error FIELD_LOST variant 11/15']],
    [
      'a fixed variant',
      { variant: 'treatment' },
      ['error FIELD_CHANGED variant 1/15', 'error FIELD_INVENTED variant 3/15'],
    ],
    ['a mistyped flag key', { flag_key: path('$.properties.flagKey') }, ['error FIELD_LOST flag_key 14/15']],
    [
      'another flag key',
      { flag_key: path('$.properties.experiment_key') },
      ['error FIELD_CHANGED flag_key 13/15', 'error FIELD_LOST flag_key 1/15'],
    ],
    ['a lost experiment key', { experiment_key: undefined }, ['warning FIELD_LOST experiment_key 13/15']],
    ['a lost user id', { user_id: path('$.traits.email') }, ['error FIELD_LOST user_id 4/15']],
    [
      'an invented user id',
      { user_id: path('$.messageId') },
      ['warning FIELD_CHANGED user_id 4/15', 'warning FIELD_INVENTED user_id 10/15'],
    ],
    ['a lost device id', { device_id: path('$.nothing') }, ['error FIELD_LOST device_id 14/15']],
    [
      'the device id that Segment’s own Amplitude destination does not take',
      { device_id: path('$.anonymousId') },
      ['warning FIELD_CHANGED device_id 1/15'],
    ],
    ['a lost insert id', { insert_id: undefined }, ['error FIELD_LOST insert_id 14/15']],
    [
      'an insert id that changes',
      { insert_id: path('$.timestamp') },
      ['error FIELD_CHANGED insert_id 14/15'],
    ],
    [
      'the time of the call',
      { time: { timestamp: path('$.timestamp') } },
      ['warning FIELD_CHANGED time 14/15'],
    ],
    [
      'a time with the skew of the visitor’s clock',
      { time: { shown_at: path('$.properties.time') } },
      ['warning FIELD_CHANGED time 14/15'],
    ],
    ['no time', { time: undefined }, ['warning FIELD_LOST time 14/15']],
    [
      'lost metadata',
      { event_properties: undefined },
      [
        'error EVENT_NOT_HELD_BACK event_properties',
        'warning PROPERTIES_LOST event_properties 14/15 metadata',
      ],
    ],
    ['a lost session', { session_id: undefined }, ['warning FIELD_LOST session_id 1/15']],
    ['a lost device', { device: path('$.contxt') }, ['warning FIELD_LOST device 14/15']],
    [
      'nothing in a device of parts',
      {
        device: {
          user_agent: path('$.context.userAgent'),
          library: path('$.context.library.name'),
          ip: path('$.context.ip'),
          language: 'en',
        },
      },
      [],
    ],
    [
      'a platform lost with the library',
      { device: { user_agent: path('$.context.userAgent'), ip: path('$.context.ip'), language: 'en' } },
      ['warning FIELD_LOST device 14/15'],
    ],
    [
      'an id that is decoded into a number',
      { user_id: { '@json': { mode: 'decode', value: path('$.userId') } } },
      ['error ID_DIGITS_LOST user_id 1/15'],
    ],
    [
      'an id that is reckoned with',
      {
        user_id: {
          '@liquid': '{% if userId contains "9007" %}{{ userId | plus: 0 }}{% else %}{{ userId }}{% endif %}',
        },
      },
      ['error ID_DIGITS_LOST user_id 1/15'],
    ],
    ['a mapping that the framework refuses', { time: 'now' }, ['error EVENT_REFUSED  14/15']],
    ['a mapping that Segment cannot run', { user_id: { '@nonsense': 1 } }, ['error EVENT_REFUSED  14/15']],
  ])('finds %s', async (_, over, expected) => {
    const { code, findings } = await check(withMapping(over))
    const lines = findings.map(({ severity, code: of, path: at, params }) => {
      const { events, of: all, names } = params
      const share = of === 'EVENT_NOT_HELD_BACK' ? '' : ` ${String(events)}/${String(all)}`
      return [`${severity} ${of} ${at.slice(2).join('.')}${share}`, names].flat().filter(Boolean).join(' ')
    })
    expect({ code, lines: lines.sort() }).toStrictEqual({
      code: expected.some((line) => line.startsWith('error')) ? 1 : 0,
      lines: [...expected].sort(),
    })
  })

  it.each([
    [{ user_id: { '@nonsense': 1 } }, '/user_id has an invalid directive: @nonsense.'],
    [{ time: 'now' }, 'Time must be an object but it was a string.'],
  ])('gives the framework’s reason, without its stack trace: %j', async (over, reason) => {
    const { findings } = await check(withMapping(over))
    expect(findings).toMatchObject([{ code: 'EVENT_REFUSED', params: { reason } }])
  })

  it.each([
    ['$.properties.varient', true],
    ['$.properties.variation', true],
    ['$.properties.variant_id', true],
    ['$.properties.variant_name', true],
    ['$.properties.variationId', true],
    ['$.properties.Variant', true],
    ['$.properties.[Experiment] Variant', true],
    ['$.properties.group', false],
    ['$.context.variant', false],
  ])('asks of %s whether the variant was meant: %s', async (at, isNear) => {
    const { findings } = await check(withMapping({ variant: path(at) }))
    const nextStep = isNear
      ? 'Did you mean $.properties.variant? Map it from there.'
      : 'Map it from $.properties.variant.'
    expect(findings).toMatchObject([{ code: 'FIELD_LOST', params: { field: 'variant' }, nextStep }])
  })

  it('finds the wrong action, and says which is right', async () => {
    const { findings } = await check(withPreset({ partnerAction: 'trackExposure' }))
    expect(findings).toMatchObject([
      {
        code: 'EVENT_TYPE_CHANGED',
        path: [0],
        params: { event: '$impression', action: 'Track Exposure', right: 'Track Impression' },
      },
    ])
  })

  it('says for Experiment Viewed what its own preset maps', async () => {
    const { findings } = await check(withMapping({ flag_key: path('$.properties.flag_key') }, 2))
    expect(findings).toMatchObject([
      {
        code: 'FIELD_LOST',
        path: [2, 'mapping', 'flag_key'],
        params: { preset: '$.properties.experiment_name' },
      },
    ])
  })

  it('runs no mapping that is off or cannot be run', async () => {
    const subscriptions = presets().map((one, index) =>
      index === 0 ? { ...one, enabled: false, mapping: { flag_key: 'x' } } : { ...one, mapping: {} },
    )
    const { checks } = await check(subscriptions)
    expect(checks[4]).toMatchObject({
      status: 'skipped',
      note: 'Not checked: no subscription can be run.',
      findings: [],
    })
  })

  it('says what each of them is, and what to map instead', async () => {
    const subscriptions = withMapping({
      device_id: { '@if': { exists: path('$.a'), then: path('$.a') } },
      user_id: { '@template': '{{messageId}}-{{userId}}' },
      experiment_key: 'exp-1',
      event_properties: { page: path('$.context.page') },
      insert_id: undefined,
    })
    subscriptions.push({ ...presets()[1], name: undefined, subscribe: 'event = "Experiment Viewed"' })
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 120 })
    expect(stdout.split('✗ Mappings')[1]).toMatchInlineSnapshot(`
      "
        ! FIELD_INVENTED  subs.json, subscription 1 “Track Impression”, mapping.user_id
          “User ID” has a value in 10 of the 15 test events that it takes where it is to have none; it is
          mapped from “{{messageId}}-{{userId}}”. Unknown visitors are then taken for known ones.
          → Map it from $.userId, unless your conversion events have this id too.
        ! FIELD_CHANGED  subs.json, subscription 1 “Track Impression”, mapping.user_id
          “User ID” comes out different in 4 of the 15 test events that it takes; it is mapped from
          “{{messageId}}-{{userId}}”. The event then joins none of the visitor’s conversions.
          → Map it from $.userId, unless your conversion events have this id too.
        ✗ FIELD_LOST  subs.json, subscription 1 “Track Impression”, mapping.device_id
          “Device ID” is lost in 14 of the 15 test events that it takes; it is mapped from $.a. The event
          then joins none of the visitor’s conversions.
          → Map it from $.context.device.id, else $.anonymousId.
        ! FIELD_INVENTED  subs.json, subscription 1 “Track Impression”, mapping.experiment_key
          “Experiment Key” has a value in 1 of the 15 test events that it takes where it is to have none;
          it is mapped from the fixed value exp-1. Amplitude then takes it for a run of the experiment.
          → Map it from $.properties.experiment_key.
        ! PROPERTIES_LOST  subs.json, subscription 1 “Track Impression”, mapping.event_properties
          metadata is lost in 14 of the 15 test events that it takes: “Other Event Properties” is mapped
          from page = $.context.page.
          → Map “Other Event Properties” from $.properties.
        ✗ EVENT_NOT_HELD_BACK  subs.json, subscription 1 “Track Impression”, mapping.event_properties
          An event whose metadata says not to count it is sent all the same, because “Other Event
          Properties” loses the metadata; it is mapped from page = $.context.page.
          → Map “Other Event Properties” from $.properties, or add metadata to it.
        ✗ FIELD_LOST  subs.json, subscription 1 “Track Impression”, mapping.insert_id
          “Insert ID” is lost in 14 of the 15 test events that it takes; it is not mapped. Amplitude then
          counts, and bills, each retry and replay anew.
          → Map it from $.messageId.
        ✗ FIELD_LOST  subs.json, subscription 4, mapping.flag_key
          “Flag Key” is lost in the one test event that it takes; it is mapped from $.properties.flag_key.
          The destination refuses such an event.
          → Map it from $.properties.experiment_name.
        ✗ FIELD_LOST  subs.json, subscription 4, mapping.variant
          “Variant” is lost in the one test event that it takes; it is mapped from $.properties.variant.
          The destination refuses such an event, since it would take the visitor out of the experiment.
          → Did you mean $.properties.variation_name? Map it from there.

      6 errors, 4 warnings, 2 checks not made.
      "
    `)
  })

  it('says how ids become numbers', async () => {
    const subscriptions = withMapping({ user_id: { '@json': { mode: 'decode', value: path('$.userId') } } })
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 80 })
    expect(stdout.split('✗ Mappings')[1]).toMatchInlineSnapshot(`
      "
        ✗ ID_DIGITS_LOST
          subs.json, subscrip…1 “Track Impression”, mapping.user_id
          “User ID” becomes a number on the way, and numbers lose the last digits of
          long ids (here in 1 of the 15 test events that it takes), so different ids
          become one; it is mapped from {@json: {mode: "decode", value: {@path:
          "$.userId"}}}.
          → Map it from $.userId, as text.

      1 error, 2 checks not made.
      "
    `)
  })
})
