import { createDestination } from '@experiment-impressions/destination'
import type { DestinationDefinition } from '@segment/actions-core'
import { compare, path } from './helpers/doctor-batches.js'
import { naiveDestination } from './helpers/naive-destination.js'

const experimentKey = path('$.properties.experiment_key')

const real = createDestination() as unknown as DestinationDefinition<never>

/** Mappings of the experiment key, and how many of the 15 test events have '' in a batch but nothing on their own. */
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

describe('impressions doctor: empty strings in batches', () => {
  it.each(mappings)(
    'finds empty strings that the framework keeps in batches: %s',
    async (_, over, events) => {
      const found = await compare(over, naiveDestination())
      expect(found.filter((line) => line.includes('experiment_key'))).toStrictEqual(
        events === 0 ? [] : [`warning BATCH_DIFFERS experiment_key undefined empty string ${String(events)}`],
      )
    },
  )

  it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['an object with an empty string', { groups: { company: '' }, event_properties: { a: '' } }, []],
    ['an empty string instead of an object', { groups: '' }, []],
    ['an empty session', { session_id: '' }, ['warning BATCH_DIFFERS session_id undefined empty string 15']],
  ])('compares other fields: %s', async (_, over, expected) => {
    const preset = ['user_id', 'variant', 'experiment_key'].map(
      (field) => `warning BATCH_DIFFERS ${field} undefined empty string 1`,
    )
    const found = await compare(over, naiveDestination())
    expect(found.filter((line) => !preset.includes(line))).toStrictEqual(expected)
  })

  it('finds no difference with the real destination, which ignores empty strings', async () => {
    for (const [, over] of mappings) expect(await compare(over, real)).toStrictEqual([])
  })
})
