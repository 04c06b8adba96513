import { doctor, file, presets, report, withMapping } from './helpers/doctor.js'

const path = (at: string) => ({ '@path': at })

const check = async (subscriptions: unknown) => {
  const { code, checks, lines } = await report(['--subscriptions', file('subs.json', subscriptions)])
  return { code, lines, findings: checks[4]?.findings ?? [], checks }
}

/** A mapping inside nested conditions. */
const conditions = (count: number): unknown =>
  count === 0
    ? path('$.properties.varient')
    : { '@if': { exists: path('$.event'), then: conditions(count - 1) } }

describe('impressions doctor: findings about mappings', () => {
  it('cuts the description of a deeply nested mapping', async () => {
    const { findings } = await check(withMapping({ variant: conditions(8) }))
    expect(findings).toMatchObject([{ code: 'FIELD_LOST', params: { field: 'variant', mapped: '…' } }])
    const { findings: readable } = await check(withMapping({ variant: conditions(7) }))
    expect(readable).toMatchObject([{ params: { mapped: '$.properties.varient' } }])
  })

  it.each([
    [{ user_id: { '@nonsense': 1 } }, '/user_id has an invalid directive: @nonsense.'],
    [{ time: 'now' }, 'Time must be an object but it was a string.'],
  ])('repeats the framework’s reason without its stack trace: %j', async (over, reason) => {
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
  ])('asks whether the variant was meant by %s: %s', async (at, isNear) => {
    const { findings } = await check(withMapping({ variant: path(at) }))
    const nextStep = isNear
      ? 'Did you mean $.properties.variant? Map it from there.'
      : 'Map it from $.properties.variant.'
    expect(findings).toMatchObject([{ code: 'FIELD_LOST', params: { field: 'variant' }, nextStep }])
  })

  it('says what’s wrong, and what to map instead', async () => {
    const subscriptions = withMapping({
      device_id: { '@if': { exists: path('$.a'), then: path('$.a') } },
      user_id: { '@template': '{{messageId}}-{{userId}}' },
      experiment_key: 'exp-1',
      event_properties: { page: path('$.context.page') },
      insert_id: undefined,
    })
    subscriptions.push({ ...presets()[1], name: undefined, subscribe: 'event = "Experiment Viewed"' })
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 120 })
    expect(stdout.split(/✗ Mappings|\n\nFetch /)[1]).toMatchInlineSnapshot(`
      "
        ! FIELD_INVENTED  subs.json, subscription 1 “Track Impression”, mapping.user_id
          “User ID” should be empty in 10 of 15 matching test events, but has a value. It’s mapped from
          “{{messageId}}-{{userId}}”. Unknown visitors then look like known ones.
          → Map it from $.userId, unless your conversion events have this id too.
        ! FIELD_CHANGED  subs.json, subscription 1 “Track Impression”, mapping.user_id
          “User ID” has a wrong value in 4 of 15 matching test events. It’s mapped from
          “{{messageId}}-{{userId}}”. The event then isn’t joined with the visitor’s conversions.
          → Map it from $.userId, unless your conversion events have this id too.
        ✗ FIELD_LOST  subs.json, subscription 1 “Track Impression”, mapping.device_id
          “Device ID” is lost in 14 of 15 matching test events. It’s mapped from $.a. The event then isn’t
          joined with the visitor’s conversions.
          → Map it from $.context.device.id, else $.anonymousId.
        ! FIELD_INVENTED  subs.json, subscription 1 “Track Impression”, mapping.experiment_key
          “Experiment Key” should be empty in 1 of 15 matching test events, but has a value. It’s mapped
          from the fixed value exp-1. Amplitude then assigns the event to a run of the experiment.
          → Map it from $.properties.experiment_key.
        ! PROPERTIES_LOST  subs.json, subscription 1 “Track Impression”, mapping.event_properties
          metadata is lost in 14 of 15 matching test events. “Other Event Properties” is mapped from page
          = $.context.page.
          → Map “Other Event Properties” from $.properties.
        ✗ EVENT_NOT_HELD_BACK  subs.json, subscription 1 “Track Impression”, mapping.event_properties
          The metadata of some events says not to count them, but they’re sent: “Other Event Properties”
          loses the metadata. It’s mapped from page = $.context.page.
          → Map “Other Event Properties” from $.properties, or add metadata to it.
        ✗ FIELD_LOST  subs.json, subscription 1 “Track Impression”, mapping.insert_id
          “Insert ID” is lost in 14 of 15 matching test events. It isn’t mapped. Amplitude then counts,
          and bills, every retry and replay again.
          → Map it from $.messageId.
        ✗ FIELD_LOST  subs.json, subscription 4, mapping.flag_key
          “Flag Key” is lost in the one matching test event. It’s mapped from $.properties.flag_key. The
          destination refuses such events.
          → Map it from $.properties.experiment_name.
        ✗ FIELD_LOST  subs.json, subscription 4, mapping.variant
          “Variant” is lost in the one matching test event. It’s mapped from $.properties.variant. The
          destination refuses such events, because they would take the visitor out of the experiment.
          → Did you mean $.properties.variation_name? Map it from there.

      6 errors, 4 warnings, 2 checks skipped.
      What each code means and what to do:
      https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/doctor.md"
    `)
  })

  it('says how ids become numbers', async () => {
    const subscriptions = withMapping({ user_id: { '@json': { mode: 'decode', value: path('$.userId') } } })
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 80 })
    expect(stdout.split(/✗ Mappings|\n\nFetch /)[1]).toMatchInlineSnapshot(`
      "
        ✗ ID_DIGITS_LOST
          subs.json, subscrip…1 “Track Impression”, mapping.user_id
          “User ID” becomes a number in 1 of 15 matching test events. It’s mapped from
          {@json: {mode: "decode", value: {@path: "$.userId"}}}. Numbers lose the last
          digits of long ids, so different people become one.
          → Map it from $.userId, as text.

      1 error, 2 checks skipped.
      What each code means and what to do:
      https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/doctor.md"
    `)
  })
})
