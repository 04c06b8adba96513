import { serialize } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { amplitudeEventSchema, trackEventSchema, transform, type TransformOptions } from '../src/index.js'
import { corpus } from './helpers/corpus.js'
import { codesOf, impression, propertiesOf, withProperties } from './helpers/impression.js'

const options = fc.record<TransformOptions>(
  { unsetAs: fc.constantFrom('event', 'identify'), minIdLength: fc.integer({ min: 1, max: 40 }) },
  { requiredKeys: [] },
)

const hostile = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
})

/** A real event with one to four values replaced by arbitrary ones. */
const mutated = fc
  .tuple(
    fc.constantFrom(...corpus.map(({ event }) => event)),
    fc.array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), hostile), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([event, mutations]) => {
    const copy = structuredClone(event)
    for (const [steps, value] of mutations) replaceAt(copy, steps, value)
    return copy
  })

function replaceAt(root: Record<string, unknown>, steps: readonly number[], value: unknown): void {
  let holder = root
  for (const [index, step] of steps.entries()) {
    const keys = Object.keys(holder)
    const key = keys[step % Math.max(keys.length, 1)] ?? 'added'
    const next = holder[key]
    if (index === steps.length - 1 || typeof next !== 'object' || next === null || ArrayBuffer.isView(next)) {
      holder[key] = value
      return
    }
    holder = next as Record<string, unknown>
  }
}

describe('transform of any input', () => {
  it.each([
    ['anything', hostile],
    ['a real event with values replaced', mutated],
    ['an impression with any properties', hostile.map((properties) => ({ ...impression, properties }))],
    [
      'an impression of any flag and variant',
      fc.tuple(hostile, hostile).map(([flag_key, variant]) => withProperties({ flag_key, variant })),
    ],
  ])('returns a decision for %s, and sends only valid events', (_, inputs) => {
    fc.assert(
      fc.property(inputs, options, (input, chosen) => {
        const result = transform(input, chosen)
        if (result.kind === 'send') expect(amplitudeEventSchema.safeParse(result.event).error).toBeUndefined()
        else expect(result.issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('never changes its input', () => {
    fc.assert(
      fc.property(mutated, (input) => {
        const before = serialize(input)
        transform(input)
        expect(serialize(input).equals(before)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('returns the same decision for any order of keys', () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus), fc.infiniteStream(fc.nat()), ({ event }, order) => {
        expect(transform(shuffle(event, order))).toEqual(transform(event))
      }),
    )
  })

  it('returns the same decision for a value and its JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (extra) => {
        const event = withProperties({ extra })
        expect(JSON.stringify(transform(event))).toBe(
          JSON.stringify(transform(JSON.parse(JSON.stringify(event)))),
        )
      }),
    )
  })

  it('finds an id in any event that satisfies the pre-transformation schema and has an accepted id', () => {
    fc.assert(
      fc.property(mutated, (input) => {
        const event = { ...input, anonymousId: 'anonymous-device-1', context: {} }
        if (trackEventSchema.safeParse(event).success) {
          expect(
            codesOf(transform(event)).filter(
              (code) => code !== 'TRACK_EXPOSURE_OFF' && code !== 'FLAG_KEY_MISSING',
            ),
          ).not.toContain('ID_MISSING')
        }
      }),
    )
  })
})

describe('transform of values that JSON can’t express', () => {
  it('sends them as JSON would carry them', () => {
    const properties = {
      date: new Date(0),
      invalidDate: new Date(Number.NaN),
      nan: Number.NaN,
      nothing: undefined,
      code: () => 1,
      symbol: Symbol('s'),
      list: [undefined, () => 1, 2],
    }
    expect(propertiesOf(transform(withProperties(properties)))).toStrictEqual({
      ...(JSON.parse(JSON.stringify(properties)) as object),
      '[Experiment] Flag Key': 'hero',
      '[Experiment] Variant': 'treatment',
    })
  })

  it('sends a bigint as its digits', () => {
    expect(propertiesOf(transform(withProperties({ big: 12n })))).toMatchObject({ big: '12' })
  })

  it('reads an event from another realm like one from this realm', () => {
    const foreign: unknown = runInNewContext(`(${JSON.stringify(impression)})`)
    expect(transform(foreign)).toEqual(transform(impression))
  })
})

function shuffle(value: unknown, order: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, order))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([key, item]) => [Number(order.next().value), key, shuffle(item, order)] as const,
  )
  const shuffled = entries.sort(([a], [b]) => a - b)
  const result = {}
  for (const [, key, item] of shuffled) {
    Object.defineProperty(result, key, { value: item, enumerable: true, configurable: true, writable: true })
  }
  return result
}
