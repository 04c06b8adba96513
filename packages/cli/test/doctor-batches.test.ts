import { ownPath } from '@experiment-impressions/contract/json'
import { readRecordedSession } from '@experiment-impressions/sandbox'
import { createDestination } from '@experiment-impressions/destination'
import type { DestinationDefinition } from '@segment/actions-core'
import { checkMappings } from '../src/doctor/trial/try-mappings'
import { describeFinding } from '../src/doctor/words/describe-finding'
import { parseSubscriptions } from '../src/doctor/read/read-subscriptions'
import { createMappingRunner } from '../src/doctor/trial/run-mapping'
import type { Subscription } from '../src/doctor/read/subscription'
import { createTestEvents } from '../src/doctor/trial/test-events'
import { doctor, file, report, withMapping } from './helpers/doctor.js'
import { naiveDestination } from './helpers/naive-destination'

const path = (at: string) => ({ '@path': at })
const experimentKey = path('$.properties.experiment_key')

/** What `doctor` says of the batches of the first preset with another mapping, for any destination. */
async function compare(
  over: Readonly<Record<string, unknown>>,
  definition: DestinationDefinition<never>,
  codes = /^BATCH_/,
) {
  const findings = await findingsOf(over, definition)
  return findings.flatMap(({ severity, code, params }) => {
    if (!codes.test(code)) return []
    const { field = '', single, batch, events } = params as Readonly<Record<string, unknown>>
    return [`${severity} ${code} ${[field, single, batch, events].map(String).join(' ')}`.replace('  ', ' ')]
  })
}

async function findingsOf(over: Readonly<Record<string, unknown>>, definition: DestinationDefinition<never>) {
  const { findings } = await checkMappings(parseSubscriptions(withMapping(over).slice(0, 1)).subscriptions, {
    definition,
    presets: parseSubscriptions(definition.presets).subscriptions,
    testEvents: createTestEvents(await readRecordedSession()),
  })
  return findings
}

const real = createDestination() as unknown as DestinationDefinition<never>

/** Mappings of the experiment key, and in how many of the 15 test events a batch has '' where a single event has nothing. */
const mappings: readonly (readonly [string, Readonly<Record<string, unknown>>, number])[] = [
  ['a fixed empty string', { experiment_key: '' }, 15],
  ['@literal of one', { experiment_key: { '@literal': '' } }, 15],
  ['@template of what is missing', { experiment_key: { '@template': '{{properties.nope}}' } }, 15],
  ['@template of an empty property', { experiment_key: { '@template': '{{properties.experiment_key}}' } }, 1],
  ['@liquid of what is missing', { experiment_key: { '@liquid': '{{properties.nope}}' } }, 15],
  ['@path to an empty property', { experiment_key: experimentKey }, 1],
  ['@if exists', { experiment_key: { '@if': { exists: experimentKey, then: experimentKey } } }, 1],
  ['@if then an empty string', { experiment_key: { '@if': { exists: experimentKey, then: '' } } }, 15],
  ['@case', { experiment_key: { '@case': { operator: 'lower', value: experimentKey } } }, 1],
  [
    '@replace that leaves nothing',
    { experiment_key: { '@replace': { pattern: 'exp-1', replacement: '', value: experimentKey } } },
    15,
  ],
  ['@json decode', { experiment_key: { '@json': { mode: 'decode', value: experimentKey } } }, 1],
  [
    '@transform',
    { experiment_key: { '@transform': { apply: { a: experimentKey }, mapping: path('$.a') } } },
    1,
  ],
  ['@excludeWhenNull', { experiment_key: { '@excludeWhenNull': experimentKey } }, 1],
  ['@path to what is missing', { experiment_key: path('$.properties.nope') }, 0],
  ['@path to an object', { experiment_key: path('$.properties.metadata') }, 0],
  ['null', { experiment_key: null }, 0],
  ['a number', { experiment_key: 5 }, 0],
  ['false', { experiment_key: false }, 0],
  ['@if blank', { experiment_key: { '@if': { blank: experimentKey, then: experimentKey } } }, 0],
  ['@if else an empty string', { experiment_key: { '@if': { exists: path('$.nope'), else: '' } } }, 0],
  ['@arrayPath to what is missing', { experiment_key: { '@arrayPath': ['$.nope', {}] } }, 0],
  [
    '@json encode of what is missing',
    { experiment_key: { '@json': { mode: 'encode', value: path('$.x') } } },
    0,
  ],
]

describe('impressions doctor: both ways', () => {
  it.each(mappings)(
    'sees where the framework keeps empty strings in batches: %s',
    async (_, over, events) => {
      const found = await compare(over, naiveDestination())
      expect(found.filter((line) => line.includes('experiment_key'))).toStrictEqual(
        events === 0 ? [] : [`warning BATCH_DIFFERS experiment_key undefined empty string ${String(events)}`],
      )
    },
  )

  it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['an object with an empty string', { groups: { company: '' }, event_properties: { a: '' } }, []],
    ['an empty string for an object', { groups: '' }, []],
    ['an empty session', { session_id: '' }, ['warning BATCH_DIFFERS session_id undefined empty string 15']],
  ])('compares the other fields: %s', async (_, over, expected) => {
    const preset = ['user_id', 'variant', 'experiment_key'].map(
      (field) => `warning BATCH_DIFFERS ${field} undefined empty string 1`,
    )
    const found = await compare(over, naiveDestination())
    expect(found.filter((line) => !preset.includes(line))).toStrictEqual(expected)
  })

  it('finds nothing that differs at the real destination, to which an empty string is none', async () => {
    for (const [, over] of mappings) expect(await compare(over, real)).toStrictEqual([])
  })

  /** A mapping that the framework cannot run where there is text. */
  const title = (at: string) => ({ '@case': { operator: 'title', value: path(at) } })
  const failing = { user_id: title('$.userId') }
  const off = { enable_batching: false }

  it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['one event that it cannot be run over', failing, ['error BATCH_FAILS 0.mapping.user_id 5/15']],
    [
      'the same where batching is off',
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
    // One of them is not to be sent at all.
    ['every event, which loses no other', { user_id: title('$.messageId') }, ['error EVENT_REFUSED 0 14/15']],
  ])('finds what a whole batch is lost by: %s', async (_, over, expected) => {
    const { findings } = await report(['--subscriptions', file('subs.json', withMapping(over))])
    expect(
      findings.map(({ severity, code, path: at, params }) =>
        [severity, code, at.join('.'), `${String(params['events'])}/${String(params['of'])}`].join(' '),
      ),
    ).toStrictEqual(expected)
  })

  it('says why a whole batch is lost', async () => {
    const subscriptions = file('subs.json', withMapping({ ...failing, ...off }))
    const { stdout } = await doctor(['--subscriptions', subscriptions], { columns: 80 })
    expect(stdout.slice(stdout.indexOf('  ! BATCH_FAILS'))).toMatchInlineSnapshot(`
      "  ! BATCH_FAILS
          subs.json, subscrip…1 “Track Impression”, mapping.user_id
          Segment can’t run the mapping of “User ID” for 5 of the 15 test events that
          it takes; it is mapped from {@case: {operator: "title", value: {@path:
          "$.userId"}}}. In a batch, one such event makes all the others fail too.
          Batching is off here, so this matters once it is turned on. It says:
          operator key should have a value of "lower" or "upper"
          → Map it from $.userId, or in a way that works for every event.

      1 error, 1 warning, 2 checks not made.
      "
    `)
  })

  it.each<[string, Parameters<typeof naiveDestination>[0], string[]]>([
    [
      'refuses a known visitor in batches',
      { inBatch: (payload) => (payload['user_id'] === 'user-48213' ? undefined : payload) },
      ['error BATCH_OUTCOME_DIFFERS sent refused 3'],
    ],
    [
      'throws in batches',
      {
        inBatch() {
          throw new Error('No batches.')
        },
      },
      ['error BATCH_OUTCOME_DIFFERS sent refused 15'],
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
  ])('says so where a destination %s', async (_, options, expected) => {
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
          "nextStep": "Put a condition around it that gives nothing instead of an empty string, such as { "@if": { "blank": …, "then": … } }, or map it from $.properties.experiment_key.",
          "reason": "“Experiment Key” is missing in an event by itself and an empty string in a batch (all 15 test events that it takes); it is mapped from “{{properties.key}}”. Segment removes empty strings from single events, and leaves them in batches.",
        },
        {
          "nextStep": "Map it from $.properties.experiment_key.",
          "reason": "“Experiment Key” is a string in an event by itself and an array in a batch (all 15 test events that it takes); it is mapped from the fixed value 5. Batching is off here, so this matters once it is turned on.",
        },
        {
          "nextStep": "Put the mapping of the preset back, and change one field at a time.",
          "reason": "An event by itself is sent to Amplitude, and the same event in a batch is refused (all 15 test events that it takes). It says: Not in a batch.",
        },
      ]
    `)
  })

  it('judges the mapping by the way that its events take', async () => {
    const losesVariant = naiveDestination({ inBatch: ({ variant: _, ...payload }) => payload })
    const found = (over: object) => compare({ ...over }, losesVariant, /^FIELD_LOST$/)
    expect(await found({})).toContain('error FIELD_LOST variant undefined undefined 11')
    expect(await found(off)).not.toContainEqual(expect.stringContaining('variant'))
  })

  it('warns only, where batching is off', async () => {
    const found = await compare(off, naiveDestination({ inBatch: () => undefined }))
    expect(found).toStrictEqual(['warning BATCH_OUTCOME_DIFFERS sent refused 15'])
  })

  const impression = async () => {
    const testEvents = createTestEvents(await readRecordedSession())
    const [event] = testEvents.flatMap(({ event: one }) => (one['event'] === '$impression' ? [one] : []))
    return event ?? {}
  }

  it.each<[unknown, 'sent' | 'refused', 'error' | 'warning' | undefined]>([
    [1, 'sent', undefined],
    [1000, 'sent', undefined],
    ['500', 'sent', undefined],
    [null, 'sent', undefined],
    [{ '@literal': 500 }, 'sent', undefined],
    [{ '@path': '$.properties.size' }, 'sent', undefined],
    [0, 'sent', 'warning'],
    [1001, 'sent', 'warning'],
    [{ '@literal': 5000 }, 'sent', 'warning'],
    [10.5, 'refused', 'error'],
    ['many', 'refused', 'error'],
    [{ '@nonsense': 500 }, 'refused', 'error'],
  ])('knows of a batch size of %j whether the framework takes it', async (size, kind, severity) => {
    const subscriptions = withMapping({ batch_size: size })
    const { lines } = await report(['--subscriptions', file('subs.json', subscriptions)])
    expect(lines).toStrictEqual(severity ? [`${severity} BATCH_SIZE_INVALID 0.mapping.batch_size`] : [])
    const [subscription] = parseSubscriptions(subscriptions).subscriptions
    const mapped = await createMappingRunner(real).runSingle(subscription as Subscription, await impression())
    expect(mapped.kind).toBe(kind)
  })

  it.each<[Readonly<Record<string, unknown>>, string[]]>([
    [{ batch_keys: [] }, []],
    [{ batch_keys: ['flag_key', ''] }, []],
    [{ batch_keys: 'insert_id' }, ['warning BATCH_KEYS_TOO_FINE 0.mapping.batch_keys']],
    [{ batch_keys: ['user_id', 'time'], enable_batching: false }, []],
    [{ batch_keys: ['user_id', 'time'], enable_batching: 'false' }, []],
    [
      { batch_keys: ['flagKey', 'time'] },
      ['warning BATCH_KEY_UNKNOWN 0.mapping.batch_keys', 'warning BATCH_KEYS_TOO_FINE 0.mapping.batch_keys'],
    ],
  ])('judges the batch keys of %j', async (over, expected) => {
    const { lines } = await report(['--subscriptions', file('subs.json', withMapping(over))])
    expect(lines).toStrictEqual(expected)
  })

  it('says what is wrong with size and keys of batches', async () => {
    const subscriptions = withMapping({
      batch_size: 'many',
      batch_keys: ['flagKey', '$.properties.page', 'user_id', 'insert_id'],
    })
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 80 })
    expect(stdout.slice(stdout.indexOf('✗ Subscriptions'), stdout.indexOf('✓ Sent'))).toMatchInlineSnapshot(`
      "✗ Subscriptions
        ✗ BATCH_SIZE_INVALID
          subs.json, subscrip…Track Impression”, mapping.batch_size
          “Batch Size” isn’t a whole number. Segment refuses every event with it.
          → Use a whole number from 1 to 1000, or leave it out for 1000.
        ! BATCH_KEY_UNKNOWN
          subs.json, subscrip…Track Impression”, mapping.batch_keys
          The action has no field “flagKey”, so it can’t be a batch key.
          → Use flag_key, or remove it.
        ! BATCH_KEY_UNKNOWN
          subs.json, subscrip…Track Impression”, mapping.batch_keys
          The action has no field “$.properties.page”, so it can’t be a batch key.
          → Remove it. The destination needs no batch keys.
        ! BATCH_KEYS_TOO_FINE
          subs.json, subscrip…Track Impression”, mapping.batch_keys
          Events share a batch only if they have the same user_id and insert_id, and
          almost no two events do: most batches hold one event, and each costs a
          request.
          → Remove user_id and insert_id. The destination needs no batch keys.

      "
    `)
  })
})
