import {
  addedFields,
  compareForms,
  inspectEvent,
  previewValue,
  transformAtIngestion,
} from '@experiment-impressions/inspection'
import { parseTrackEvent, transform } from '../src/index.js'
import { isTooDeep } from '../src/json/index.js'
import { codesOf, eventOf, impression, propertiesOf, withProperties } from './helpers/impression.js'

describe('transform of hostile input', () => {
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
  ])('reports %s as unreadable', (_, event) => {
    expect(codesOf(transform(event))).toStrictEqual(['EVENT_UNREADABLE'])
  })

  it('cuts a cycle at the nesting limit', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    expect(codesOf(transform(withProperties({ cycle })))).toStrictEqual(['NESTING_TOO_DEEP'])
  })

  it('finishes for an array that contains itself many times', () => {
    const dense: unknown[] = []
    for (let index = 0; index < 50; index += 1) dense.push(dense)
    expect(codesOf(transform(withProperties({ dense })))).toStrictEqual([
      'NESTING_TOO_DEEP',
      'PROPERTIES_TOO_MANY',
    ])
  })

  it('finishes for a sparse array of a billion items', () => {
    const sparse: unknown[] = []
    sparse.length = 1e9
    expect(codesOf(transform(withProperties({ sparse })))).toStrictEqual(['PROPERTIES_TOO_MANY'])
  })

  it('finishes for a huge object', () => {
    const huge = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`key${String(index)}`, 1]))
    expect(codesOf(transform(withProperties({ huge })))).toStrictEqual(['PROPERTIES_TOO_MANY'])
  })

  it('ignores inherited properties', () => {
    const properties = Object.create({ flag_key: 'inherited' }) as unknown
    expect(codesOf(transform({ ...impression, properties }))).toContain('FLAG_KEY_MISSING')
  })

  it('changes no prototype', () => {
    const event: unknown = JSON.parse(
      '{"type":"track","event":"$impression","anonymousId":"device-1","__proto__":{"polluted":1},"properties":{"flag_key":"__proto__","variant":"v","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    )
    const result = transform(event)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(propertiesOf(result))).toBe(Object.prototype)
    expect(eventOf(result).user_properties).toStrictEqual({ $set: { '[Experiment] __proto__': 'v' } })
  })
})

const nested = (layers: number): unknown => JSON.parse('['.repeat(layers) + ']'.repeat(layers))

describe('an event nested 100,000 layers deep', () => {
  it.each<[string, object]>([
    ['its properties', withProperties({ deep: nested(100_000) })],
    ['its context', { ...impression, context: nested(100_000) }],
    ['its metadata', withProperties({ metadata: nested(100_000) })],
    ['its integrations', { ...impression, integrations: nested(100_000) }],
    ['its flag key and ids', { ...withProperties({ flag_key: nested(100_000) }), userId: nested(100_000) }],
    ['all of it', JSON.parse('{"properties":'.repeat(100_000) + '1' + '}'.repeat(100_000)) as object],
  ])('is transformed, inspected, compared and displayed if the depth is in %s', (_where, event) => {
    expect(isTooDeep(event)).toBe(true)
    expect(() => parseTrackEvent(event)).not.toThrow()
    expect(() => transform(event)).not.toThrow()
    const uploaded = { event_type: '$impression', event_properties: event, user_id: event }
    expect(() => transformAtIngestion(uploaded)).not.toThrow()
    expect(addedFields({ extra: event })).toHaveLength(1)
    expect(previewValue(event, 100).length).toBeLessThan(1000)
    const inspection = inspectEvent(event)
    const rows = inspection === undefined ? [] : compareForms(inspection)
    for (const { pre, post } of rows)
      expect(previewValue([pre.value, post?.value], 100).length).toBeLessThan(1000)
  })
})
