import fc from 'fast-check'
import { amplitudeLimits, experimentUserProperty } from '../../src/index.js'
import { nearNames } from '../../src/read/near-variant.js'
import { refusedIds } from '../../src/wire/amplitude-limits.js'
import { corpus } from './corpus.js'

type Json = Record<string, unknown>
type Path = readonly [string, ...string[]]

/** A change to an event: a replaced or dropped value. */
interface Mutation {
  readonly path: Path
  readonly value: { readonly is: unknown } | 'dropped'
}

const experimentEvents = corpus
  .map(({ event }) => event)
  .filter(({ type, event }) => type === 'track' && (event === '$impression' || event === '$exposure'))

/** Invisible characters of every kind. */
const blanks = [
  ' ',
  '\t',
  '\n',
  '\u0000',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u2003',
  '\u3164',
  '\ufe0f',
  '\u{e0061}',
  '\u{1d159}',
]
const characters = [...blanks, 'a', 'Z', '0', 'é', '日', '-', '_', '"', '\\']

/** Text of single UTF-16 units except for blanks. JSON Schema counts other characters differently (see `planDifferences`). */
const text = fc.oneof(
  fc.constantFrom('', ...refusedIds, 'Anonymous', 'UN\u212aNOWN', 'Lmy47D', 'treatment', 'off', 'true'),
  fc.array(fc.constantFrom(...blanks), { maxLength: 3 }).map((found) => found.join('')),
  fc
    .array(fc.constantFrom(...characters.filter((each) => each.length === 1)), { maxLength: 8 })
    .map((all) => all.join('')),
  fc
    .constantFrom(-1, 0, 1)
    .map((by) => 'k'.repeat(amplitudeLimits.stringCharacters - experimentUserProperty('').length + by)),
)

const number = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.constantFrom(
    2 ** 53,
    2 ** 53 - 1,
    -(2 ** 53),
    1 - 2 ** 53,
    1e21,
    1e-6,
    -1e-6,
    1e-7,
    9.99e-7,
    -1e-300,
    9999,
    10_000,
    -999,
    -1000,
    0.1 + 0.2,
  ),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((each) => Number.isInteger(each) || String(each).length >= amplitudeLimits.minIdCharacters),
)

const anything = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 3, arbitrary: number },
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom<unknown>(
    [],
    {},
    ['treatment'],
    { key: 'treatment' },
    { device: {} },
    { trackExposure: false },
  ),
)

/** A name that people give the variant, in any case, with separators between its letters. */
const nearName = fc
  .tuple(
    fc.constantFrom(...nearNames, 'variance', 'myvariant', 'variant1'),
    fc.array(
      fc.tuple(
        fc.nat(30),
        fc.constantFrom('_', '-', '.', ' ', ':', '$', '[', ']', '\u200b', '\u00a0', '\u00ad'),
      ),
      { maxLength: 5 },
    ),
    fc.array(fc.nat(30), { maxLength: 3 }),
  )
  .map(([name, inserted, capitals]) => {
    const letters = Array.from(name)
    for (const at of capitals)
      letters[at % letters.length] = (letters[at % letters.length] as string).toUpperCase()
    for (const [at, separator] of inserted) letters.splice(at % (letters.length + 1), 0, separator)
    return letters.join('')
  })

const paths: readonly Path[] = [
  ['messageId'],
  ['userId'],
  ['anonymousId'],
  ['timestamp'],
  ['context'],
  ['context', 'device'],
  ['context', 'device', 'id'],
  ['properties'],
  ['properties', 'flag_key'],
  ['properties', 'variant'],
  ['properties', 'experiment_key'],
  ['properties', 'time'],
  ['properties', 'metadata'],
  ['properties', 'metadata', 'trackExposure'],
  ['properties', 'metadata', 'flagType'],
  ['properties', 'metadata_trackExposure'],
]

const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...paths) },
    nearName.map((name): Path => ['properties', name]),
  ),
  value: fc.oneof({ weight: 3, arbitrary: anything.map((is) => ({ is })) }, fc.constant('dropped' as const)),
})

/** Impressions and exposures from the corpus with up to five relevant changes, as JSON carries them. */
export const mutatedEvents: fc.Arbitrary<Json> = fc
  .tuple(fc.constantFrom(...experimentEvents), fc.array(mutation, { maxLength: 5 }))
  .map(([event, mutations]) => {
    const copy = structuredClone(event)
    for (const each of mutations) apply(copy, each)
    return JSON.parse(JSON.stringify(copy)) as Json
  })

function apply(event: Json, { path, value }: Mutation): void {
  const key = path[path.length - 1] as string
  let holder = event
  for (const step of path.slice(0, -1)) {
    const next = holder[step]
    holder = typeof next === 'object' && next !== null ? (next as Json) : (holder[step] = {})
  }
  if (value === 'dropped') Reflect.deleteProperty(holder, key)
  else holder[key] = structuredClone(value.is)
}
