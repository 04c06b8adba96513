import { ownPath } from '@experiment-impressions/contract/json'
import { describeFinding } from '../src/doctor/words/describe-finding.js'
import { compare, findingsOf, path } from './helpers/doctor-batches.js'
import { doctor, file, report, withMapping } from './helpers/doctor.js'
import { naiveDestination } from './helpers/naive-destination.js'

describe('impressions doctor: batches', () => {
  /** A mapping that the framework can’t run if the value is a string. */
  const title = (at: string) => ({ '@case': { operator: 'title', value: path(at) } })
  const failing = { user_id: title('$.userId') }
  const off = { enable_batching: false }

  it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['a mapping that can’t run for some events', failing, ['error BATCH_FAILS 0.mapping.user_id 5/15']],
    [
      'the same mapping without batching',
      { ...failing, ...off },
      ['error EVENT_REFUSED 0 5/15', 'warning BATCH_FAILS 0.mapping.user_id 5/15'],
    ],
    [
      'two fields',
      { ...failing, experiment_key: title('$.properties.variant') },
      [
        'warning FIELD_LOST 0.mapping.experiment_key 2/15',
        'error BATCH_FAILS 0.mapping.user_id 5/15',
        'error BATCH_FAILS 0.mapping.experiment_key 13/15',
      ],
    ],
    // One of the 15 events shouldn’t be sent at all.
    [
      'a mapping that can’t run for any event',
      { user_id: title('$.messageId') },
      ['error EVENT_REFUSED 0 14/15'],
    ],
  ])('finds what makes a whole batch fail: %s', async (_, over, expected) => {
    const { findings } = await report(['--subscriptions', file('subs.json', withMapping(over))])
    expect(
      findings.map(({ severity, code, path: at, params }) =>
        [severity, code, at.join('.'), `${String(params['events'])}/${String(params['of'])}`].join(' '),
      ),
    ).toStrictEqual(expected)
  })

  it('says why a whole batch fails', async () => {
    const subscriptions = file('subs.json', withMapping({ ...failing, ...off }))
    const { stdout } = await doctor(['--subscriptions', subscriptions], { columns: 80 })
    expect(/ {2}! BATCH_FAILS.*?(?=\n\nFetch )/s.exec(stdout)?.[0]).toMatchInlineSnapshot(`
      "  ! BATCH_FAILS
          subs.json, subscrip…1 “Track Impression”, mapping.user_id
          Segment can’t run the mapping of “User ID” for 5 of 15 matching test events.
          It’s mapped from {@case: {operator: "title", value: {@path: "$.userId"}}}.
          In a batch, one such event makes all others fail too. Batching is off here,
          so this only matters once you turn it on. Segment says: operator key should
          have a value of "lower" or "upper"
          → Map it from $.userId, or change the mapping so that it works for every
            event.

      1 error, 1 warning, 2 checks skipped.
      What each code means and what to do:
      https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/doctor.md"
    `)
  })

  it.each<[string, Parameters<typeof naiveDestination>[0], string[]]>([
    [
      'refuses a known visitor in batches',
      { inBatch: (payload) => (payload['user_id'] === 'user-48213' ? undefined : payload) },
      ['error BATCH_OUTCOME_DIFFERS accepted rejected 3'],
    ],
    [
      'throws in batches',
      {
        inBatch() {
          throw new Error('No batches.')
        },
      },
      ['error BATCH_OUTCOME_DIFFERS accepted rejected 15'],
    ],
    [
      'loses the variant in batches',
      { inBatch: ({ variant: _, ...payload }) => payload },
      ['error BATCH_DIFFERS variant string undefined 12'],
    ],
    [
      'loses a country in batches',
      { inBatch: ({ device: _, ...payload }) => payload },
      ['warning BATCH_DIFFERS device string undefined 15'],
    ],
    [
      'loses other properties in batches',
      { inBatch: ({ event_properties: _, ...payload }) => payload },
      ['warning BATCH_DIFFERS event_properties string undefined 15'],
    ],
  ])('finds a destination that %s', async (_, options, expected) => {
    const found = await compare({ device: { country: 'NO' } }, naiveDestination(options))
    expect(found.filter((line) => !line.includes('empty string'))).toStrictEqual(expected)
  })

  it('says how an event in a batch differs', async () => {
    const told = async (over: object, options?: Parameters<typeof naiveDestination>[0]) =>
      (await findingsOf({ ...over }, naiveDestination(options)))
        .filter(({ code, params }) => code.startsWith('BATCH_') && ownPath(params, ['events']) === 15)
        .map(describeFinding)
    expect([
      ...(await told({ experiment_key: { '@template': '{{properties.key}}' } })),
      ...(await told({ ...off, experiment_key: 5 }, { inBatch: (one) => ({ ...one, experiment_key: [] }) })),
      ...(await told({}, { inBatch: () => undefined })),
    ]).toMatchInlineSnapshot(`
      [
        {
          "nextStep": "Add a condition that returns nothing instead of an empty string, such as { "@if": { "blank": …, "then": … } }, or map it from $.properties.experiment_key.",
          "reason": "“Experiment Key” is missing for an event on its own, but an empty string in a batch (all 15 matching test events). It’s mapped from “{{properties.key}}”. Segment removes empty strings from single events, but not from batches.",
        },
        {
          "nextStep": "Map it from $.properties.experiment_key.",
          "reason": "“Experiment Key” is a string for an event on its own, but an array in a batch (all 15 matching test events). It’s mapped from the fixed value 5. Batching is off here, so this only matters once you turn it on.",
        },
        {
          "nextStep": "Restore the preset’s mapping, then change one field at a time.",
          "reason": "On its own, an event is sent to Amplitude; in a batch, it’s refused (all 15 matching test events). Segment says: Not in a batch.",
        },
      ]
    `)
  })

  it('checks single events if batching is off, else batches', async () => {
    const losesVariant = naiveDestination({ inBatch: ({ variant: _, ...payload }) => payload })
    const found = (over: object) => compare({ ...over }, losesVariant, /^FIELD_LOST$/)
    expect(await found({})).toContain('error FIELD_LOST variant undefined undefined 11')
    expect(await found(off)).not.toContainEqual(expect.stringContaining('variant'))
  })

  it('only warns if batching is off', async () => {
    const found = await compare(off, naiveDestination({ inBatch: () => undefined }))
    expect(found).toStrictEqual(['warning BATCH_OUTCOME_DIFFERS accepted rejected 15'])
  })
})
