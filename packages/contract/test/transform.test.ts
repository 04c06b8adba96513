import { serialize } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import {
  amplitudeEventSchema,
  experimentUserProperty,
  trackEventSchema,
  transform,
  type AmplitudeEvent,
  type Decision,
  type TransformOptions,
} from '../src/index.js'
import { corpus } from './helpers/corpus.js'

const impression = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  anonymousId: 'anonymous-device-1',
  timestamp: '2026-11-23T04:02:29.057Z',
  originalTimestamp: '2026-11-23T04:02:28.956Z',
  properties: { flag_key: 'hero', variant: 'treatment', time: 1795406548954 },
}

function withProperties(properties: Record<string, unknown>) {
  return { ...impression, properties: { ...impression.properties, ...properties } }
}

function valueOf(result: Decision<AmplitudeEvent>): AmplitudeEvent {
  if (result.kind !== 'send') throw new Error(`not ok: ${result.issues.map(({ code }) => code).join(', ')}`)
  return result.event
}

function propertiesOf(result: Decision<AmplitudeEvent>): object {
  const value = valueOf(result)
  return value.event_type === '$identify' ? {} : value.event_properties
}

function codesOf(result: Decision<unknown>): string[] {
  return result.issues.map(({ code }) => code)
}

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

/** A real event in which one to four values, anywhere, are replaced by any value at all. */
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

describe(transform, () => {
  describe('any input', () => {
    it.each([
      ['anything', hostile],
      ['a real event with values replaced', mutated],
      ['an impression with any properties', hostile.map((properties) => ({ ...impression, properties }))],
      [
        'an impression of any flag and variant',
        fc.tuple(hostile, hostile).map(([flag_key, variant]) => withProperties({ flag_key, variant })),
      ],
    ])('%s gives a result, valid where it is a value', (_, inputs) => {
      fc.assert(
        fc.property(inputs, options, (input, chosen) => {
          const result = transform(input, chosen)
          if (result.kind === 'send')
            expect(amplitudeEventSchema.safeParse(result.event).error).toBeUndefined()
          else expect(result.issues.length).toBeGreaterThan(0)
        }),
        { numRuns: 2000 },
      )
    })

    it('stays as it was', () => {
      fc.assert(
        fc.property(mutated, (input) => {
          const before = serialize(input)
          transform(input)
          expect(serialize(input).equals(before)).toBe(true)
        }),
        { numRuns: 500 },
      )
    })

    it('gives the same result in every order of keys', () => {
      fc.assert(
        fc.property(fc.constantFrom(...corpus), fc.infiniteStream(fc.nat()), ({ event }, order) => {
          expect(transform(shuffle(event, order))).toEqual(transform(event))
        }),
      )
    })

    it('gives what its JSON gives', () => {
      fc.assert(
        fc.property(fc.jsonValue(), (extra) => {
          const event = withProperties({ extra })
          expect(JSON.stringify(transform(event))).toBe(
            JSON.stringify(transform(JSON.parse(JSON.stringify(event)))),
          )
        }),
      )
    })

    it('that satisfies the pre-transformation schema is sent, where its id is one that Amplitude takes', () => {
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

  describe('hostile input', () => {
    const thrower = () => {
      throw new Error('hostile')
    }
    const { proxy: revoked, revoke } = Proxy.revocable({}, {})
    revoke()

    it.each([
      ['a getter that throws', Object.defineProperty({ ...impression }, 'properties', { get: thrower })],
      ['a toJSON that throws', withProperties({ extra: { toJSON: thrower } })],
      ['a proxy that throws', new Proxy({}, { getOwnPropertyDescriptor: thrower, get: thrower })],
      ['a revoked proxy', revoked],
    ])('with %s is unreadable', (_, event) => {
      expect(codesOf(transform(event))).toStrictEqual(['EVENT_UNREADABLE'])
    })

    it('with a cycle is cut at the nesting limit', () => {
      const cycle: Record<string, unknown> = {}
      cycle['self'] = cycle
      expect(codesOf(transform(withProperties({ cycle })))).toStrictEqual(['NESTING_TOO_DEEP'])
    })

    it('that refers to itself many times over comes to an end', () => {
      const dense: unknown[] = []
      for (let index = 0; index < 50; index += 1) dense.push(dense)
      expect(codesOf(transform(withProperties({ dense })))).toStrictEqual([
        'NESTING_TOO_DEEP',
        'PROPERTIES_TOO_MANY',
      ])
    })

    it('with a sparse array of a billion comes to an end', () => {
      const sparse: unknown[] = []
      sparse.length = 1e9
      expect(codesOf(transform(withProperties({ sparse })))).toStrictEqual(['PROPERTIES_TOO_MANY'])
    })

    it('with an endless object comes to an end', () => {
      const endless = Object.fromEntries(
        Array.from({ length: 20_001 }, (_, index) => [`key${String(index)}`, 1]),
      )
      expect(codesOf(transform(withProperties({ endless })))).toStrictEqual(['PROPERTIES_TOO_MANY'])
    })

    it('cannot lend properties by its prototype', () => {
      const properties = Object.create({ flag_key: 'inherited' }) as unknown
      expect(codesOf(transform({ ...impression, properties }))).toContain('FLAG_KEY_MISSING')
    })

    it('does not change the prototype of anything', () => {
      const event: unknown = JSON.parse(
        '{"type":"track","event":"$impression","anonymousId":"device-1","__proto__":{"polluted":1},"properties":{"flag_key":"__proto__","variant":"v","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
      )
      const result = transform(event)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      expect(Object.getPrototypeOf(propertiesOf(result))).toBe(Object.prototype)
      expect(valueOf(result).user_properties).toStrictEqual({ $set: { '[Experiment] __proto__': 'v' } })
    })
  })

  describe('values that JSON does not hold', () => {
    it('pass as JSON would carry them', () => {
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

    it('a bigint passes as its digits', () => {
      expect(propertiesOf(transform(withProperties({ big: 12n })))).toMatchObject({ big: '12' })
    })

    it('an event from another realm is read like one of this realm', () => {
      const foreign: unknown = runInNewContext(`(${JSON.stringify(impression)})`)
      expect(transform(foreign)).toEqual(transform(impression))
    })
  })

  describe('unsetAs: identify', () => {
    const out = withProperties({ variant: undefined })

    it('sends an identify that only unsets, for a visitor who is out', () => {
      expect(valueOf(transform(out, { unsetAs: 'identify' }))).toStrictEqual({
        event_type: '$identify',
        device_id: 'anonymous-device-1',
        time: 1795406549055,
        insert_id: 'message-1',
        user_properties: { $unset: { [experimentUserProperty('hero')]: '-' } },
      })
    })

    it('changes nothing for a visitor who is in', () => {
      expect(transform(impression, { unsetAs: 'identify' })).toStrictEqual(transform(impression))
    })

    it('sends nothing for a visitor who is out of a mutual-exclusion group', () => {
      const event = withProperties({ variant: undefined, metadata: { flagType: 'mutual-exclusion-group' } })
      const result = transform(event, { unsetAs: 'identify' })
      expect(result.kind).toBe('skip')
      expect(codesOf(result)).toStrictEqual(['MUTUAL_EXCLUSION_GROUP'])
    })
  })

  describe('minIdLength', () => {
    it.each([
      [1, 'u', 'u'],
      [5, 'user', undefined],
      [5, 'user1', 'user1'],
      [10, 'user-4821', undefined],
    ])('%i takes the id %s as %s', (minIdLength, userId, expected) => {
      const { user_id } = valueOf(transform({ ...impression, userId }, { minIdLength }))
      expect(user_id).toBe(expected)
    })
  })

  describe('a number where text belongs', () => {
    const places = {
      userId: (value: unknown) => ({ ...impression, userId: value }),
      anonymousId: (value: unknown) => ({ ...impression, userId: 'user-48213', anonymousId: value }),
      'context.device.id': (value: unknown) => ({ ...impression, context: { device: { id: value } } }),
      messageId: (value: unknown) => ({ ...impression, messageId: value }),
      'properties.flag_key': (value: unknown) => withProperties({ flag_key: value }),
      'properties.variant': (value: unknown) => withProperties({ variant: value }),
      'properties.experiment_key': (value: unknown) => withProperties({ experiment_key: value }),
    }

    it.each(Object.entries(places))('is never sent as %s once its digits are lost', (_, eventWith) => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).map(Number),
            fc.double({ min: 1e-300, max: 1e-7, noNaN: true }),
            fc.double({ min: 1e21, max: 1e300, noNaN: true }),
          ),
          fc.boolean(),
          (size, isNegative) => {
            const value = isNegative ? -size : size
            const result = transform(eventWith(value))
            expect(JSON.stringify(result.kind === 'send' ? result.event : '')).not.toContain(String(value))
            expect(codesOf(result).filter((code) => code.endsWith('_UNSAFE_NUMBER'))).toHaveLength(1)
          },
        ),
      )
    })

    it('is sent as its text as long as it has all its digits', () => {
      fc.assert(
        fc.property(fc.maxSafeInteger(), (userId) => {
          fc.pre(String(userId).length >= 5)
          expect(valueOf(transform({ ...impression, userId })).user_id).toBe(String(userId))
        }),
      )
    })
  })

  describe('time', () => {
    it.each([
      ['a timestamp that is epoch ms', { timestamp: 1795406549057 }, 1795406549055],
      ['a timestamp that is a Date', { timestamp: new Date(1795406549057) }, 1795406549055],
      ['a timestamp beyond the calendar', { timestamp: 9e15 }, 1795406548954],
      ['a receivedAt that cannot be right', { receivedAt: '1970-01-01T00:00:00Z' }, 1795406549055],
      ['a timestamp with no zone', { timestamp: '2026-11-23T04:02:29.057' }, 1795406548954],
      ['a timestamp of a 13th month', { timestamp: '2026-13-23T04:02:29.057Z' }, 1795406548954],
      ['a timestamp of another kind', { timestamp: true }, 1795406548954],
    ])('with %s is right', (_, event, time) => {
      expect(valueOf(transform({ ...impression, ...event })).time).toBe(time)
    })

    it.each([
      [86_400_000, 1795406549057 + 86_400_000],
      [86_400_001, 1795406549057],
    ])('may lie a day after the timestamp, not more (%i ms)', (ahead, expected) => {
      const time = 1795406548956 + ahead
      expect(valueOf(transform(withProperties({ time }))).time).toBe(expected)
    })

    it.each([
      [Date.UTC(2010, 0, 1), Date.UTC(2010, 0, 1)],
      [Date.UTC(2010, 0, 1) - 1, undefined],
      [Date.UTC(2100, 0, 1) - 1, Date.UTC(2100, 0, 1) - 1],
      [Date.UTC(2100, 0, 1), undefined],
    ])('may not lie before 2010 or after 2100 (%i)', (time, expected) => {
      const { timestamp: _t, originalTimestamp: _o, ...event } = withProperties({ time })
      expect(valueOf(transform(event)).time).toBe(expected)
      const { time: _, ...properties } = event.properties
      const said = new Date(time).toISOString()
      expect(valueOf(transform({ ...event, properties, timestamp: said })).time).toBe(expected)
    })

    it.each([
      [86_400_000, '2026-11-24T04:02:29.057Z'],
      [86_400_001, undefined],
    ])('may not lie more than a day after the receipt (%i ms)', (ahead, expected) => {
      const { time: _, ...properties } = impression.properties
      const timestamp = new Date(Date.parse(impression.timestamp) + ahead).toISOString()
      const event = { ...impression, properties, timestamp, receivedAt: impression.timestamp }
      expect(valueOf(transform(event)).time).toBe(expected && Date.parse(expected))
    })

    const clock = fc.oneof(
      fc.constantFrom(0, 1, -62_135_596_800_000, 1_795_406_549, 1_795_406_549_000_000, 1_795_406_549_057),
      fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2101, 0, 1) }),
      fc.constant(undefined),
    )
    const isPlausible = (ms: number | undefined): ms is number =>
      ms !== undefined && ms >= Date.UTC(2010, 0, 1) && ms < Date.UTC(2100, 0, 1)

    it('is plausible or left to Amplitude, whatever the clocks say', () => {
      fc.assert(
        fc.property(clock, clock, clock, clock, (timestamp, originalTimestamp, receivedAt, time) => {
          const result = transform({
            ...impression,
            timestamp,
            originalTimestamp,
            receivedAt,
            properties: { flag_key: 'hero', variant: 'treatment', time },
          })
          const sent = valueOf(result).time
          const codes = codesOf(result)
          expect(sent === undefined || isPlausible(sent)).toBe(true)
          // What comes without a time has an issue that says so, and what was not plausible is named.
          expect(sent === undefined).toBe(codes.includes('TIMESTAMP_MISSING'))
          const isNamed = codes.includes('TIMESTAMP_IMPLAUSIBLE')
          expect(timestamp === undefined || isPlausible(timestamp) || isNamed).toBe(true)
          // An implausible timestamp never wins over a plausible moment of showing.
          const limit = (isPlausible(receivedAt) ? receivedAt : Date.UTC(2100, 0, 1)) + 86_400_000
          if (isPlausible(time) && time <= limit && !isPlausible(timestamp)) expect(sent).toBe(time)
        }),
      )
    })
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
