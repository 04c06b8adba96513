import Ajv from 'ajv'
import fc from 'fast-check'
import { hasErrors, preTransformationJsonSchema, transform } from '../src/index.js'
import { blank } from '../src/text/invisible.js'
import { blankClass } from '../src/schema/blank-class.js'
import { corpus } from './helpers/corpus.js'
import { mutatedEvents } from './helpers/mutated-events.js'
import { planDifferences } from './helpers/plan-differences.js'

const accepts = new Ajv({ strict: false }).compile(preTransformationJsonSchema())

function isRefused(event: unknown): boolean {
  return hasErrors(transform(event).issues)
}

describe(preTransformationJsonSchema, () => {
  const experimentEvents = corpus.filter(({ name }) => !name.startsWith('not-experiment-'))

  it.each(experimentEvents)('agrees with transform on $name', ({ event }) => {
    expect(accepts(event)).toBe(!isRefused(event))
  })

  it.each(corpus.filter(({ name }) => name.startsWith('not-experiment-')))('rejects $name', ({ event }) => {
    expect(accepts(event)).toBe(false)
  })

  it.each(corpus.filter(({ name }) => name.startsWith('recorded-')))('accepts $name', ({ event }) => {
    expect(accepts(event)).toBe(true)
  })

  it.each([
    {},
    { type: 'track', event: '$impression', properties: {} },
    { type: 'track', event: '$impression', properties: { flag_key: 1 } },
  ])('rejects %j', (event) => {
    expect(accepts(event)).toBe(false)
  })

  it('agrees with transform on any impression or exposure', () => {
    const refused = { yes: 0, no: 0 }
    fc.assert(
      fc.property(mutatedEvents, (event) => {
        const expected = isRefused(event)
        refused[expected ? 'yes' : 'no'] += 1
        expect({ refused: !accepts(event) }).toStrictEqual({ refused: expected })
      }),
      { numRuns: 5000 },
    )
    // Both happen often enough for the test to mean something.
    expect(Math.min(refused.yes, refused.no)).toBeGreaterThan(1000)
  })

  const anonymousId = '10b98f5c-65f5-40af-8e5a-0de2c0ab9628'

  it.each([
    ['no id, flattened trackExposure: false', {}, { metadata_trackExposure: false }, true],
    ['no id, metadata without trackExposure', {}, { metadata: {}, metadata_trackExposure: false }, true],
    [
      'no id, metadata with null',
      {},
      { metadata: { trackExposure: null }, metadata_trackExposure: false },
      true,
    ],
    [
      'no id, metadata with true',
      {},
      { metadata: { trackExposure: true }, metadata_trackExposure: false },
      false,
    ],
    ['no id, trackExposure: false as text', {}, { metadata: { trackExposure: 'false' } }, false],
    ['a device id that has lost digits', { anonymousId, context: { device: { id: 2 ** 53 } } }, {}, true],
    ['a blank device id', { anonymousId, context: { device: { id: '\u3164' } } }, {}, true],
    [
      'a device id that Amplitude rejects',
      { anonymousId, context: { device: { id: 'Unknown' } } },
      {},
      false,
    ],
    ['a device id that is true', { anonymousId, context: { device: { id: true } } }, {}, false],
    ['a device id that is false, alone', { context: { device: { id: false } } }, {}, true],
    ['a context that is a list', { anonymousId, context: [] }, {}, true],
  ])('agrees with transform on an event with %s', (_, over, properties, isTaken) => {
    const event = {
      type: 'track',
      event: '$impression',
      ...over,
      properties: { flag_key: 'hero', ...properties },
    }
    expect({ bySchema: accepts(event), byTransform: !isRefused(event) }).toStrictEqual({
      bySchema: isTaken,
      byTransform: isTaken,
    })
  })

  it.each(planDifferences)(
    'disagrees with transform on $what: only $refusedBy rejects it',
    ({ event, refusedBy }) => {
      expect({ bySchema: !accepts(event), byTransform: isRefused(event) }).toStrictEqual({
        bySchema: refusedBy === 'the schema',
        byTransform: refusedBy === 'transform',
      })
    },
  )

  it('describes every property', () => {
    const undescribed: string[] = []
    const walk = (schema: unknown, path: string): void => {
      const { properties = {} } = schema as { properties?: Record<string, { description?: string }> }
      for (const [key, property] of Object.entries(properties)) {
        if (property.description === undefined) undescribed.push(path + key)
        walk(property, `${path}${key}.`)
      }
    }
    walk(preTransformationJsonSchema(), '')
    expect(undescribed).toStrictEqual(['type', 'properties'])
  })

  it('uses only regular expressions that Go supports', () => {
    const patterns = JSON.stringify(preTransformationJsonSchema())
    expect(patterns).not.toMatch(/\(\?[=!<]|\\\\u|\\\\[dDsSwW]|\$ref/)
  })
})

describe(blankClass, () => {
  it('matches exactly the blank characters', () => {
    const [one, expected] = [new RegExp(`^[${blankClass()}]$`, 'u'), new RegExp(`^${blank}$`, 'u')]
    const different: number[] = []
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code)
      if (one.test(character) !== expected.test(character)) different.push(code)
    }
    expect(different).toStrictEqual([])
  })
})
