import { file, presets, report, withMapping, withPreset } from './helpers/doctor.js'

const path = (at: string) => ({ '@path': at })

const check = async (subscriptions: unknown) => {
  const { code, checks, lines } = await report(['--subscriptions', file('subs.json', subscriptions)])
  return { code, lines, findings: checks[4]?.findings ?? [], checks }
}

describe('impressions doctor: mappings', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['a mistyped variant', { variant: path('$.properties.varient') }, ['error FIELD_LOST variant 11/15']],
    ['a variant that isn’t mapped', { variant: undefined }, ['error FIELD_LOST variant 11/15']],
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
      'a device id that Segment’s own Amplitude destination doesn’t use',
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
      'no problem in a device of parts',
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
      'an id that is calculated with',
      {
        user_id: {
          '@liquid': '{% if userId contains "9007" %}{{ userId | plus: 0 }}{% else %}{{ userId }}{% endif %}',
        },
      },
      ['error ID_DIGITS_LOST user_id 1/15'],
    ],
    ['a mapping that the framework refuses', { time: 'now' }, ['error EVENT_REFUSED  14/15']],
    ['a mapping that Segment can’t run', { user_id: { '@nonsense': 1 } }, ['error EVENT_REFUSED  14/15']],
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

  it('finds a wrong action, and names the right one', async () => {
    const { findings } = await check(withPreset({ partnerAction: 'trackExposure' }))
    expect(findings).toMatchObject([
      {
        code: 'EVENT_TYPE_CHANGED',
        path: [0],
        params: { event: '$impression', action: 'Track Exposure', right: 'Track Impression' },
      },
    ])
  })

  it('names the mapping of the preset for Experiment Viewed', async () => {
    const { findings } = await check(withMapping({ flag_key: path('$.properties.flag_key') }, 2))
    expect(findings).toMatchObject([
      {
        code: 'FIELD_LOST',
        path: [2, 'mapping', 'flag_key'],
        params: { preset: '$.properties.experiment_name' },
      },
    ])
  })

  it('skips disabled and broken mappings', async () => {
    const subscriptions = presets().map((one, index) =>
      index === 0 ? { ...one, enabled: false, mapping: { flag_key: 'x' } } : { ...one, mapping: {} },
    )
    const { checks } = await check(subscriptions)
    expect(checks[4]).toMatchObject({
      status: 'skipped',
      note: 'Not checked: no subscription can run.',
      findings: [],
    })
  })
})
