import { isUnsafeNumber, nearVariant, transform } from '../src/index.js'
import { integrationsOff } from '../src/read/integrations.js'
import { seemingUnit } from '../src/time/plausible-time.js'
import { isBlank, isPadded, isPlaceholder } from '../src/text/suspect-text.js'

describe(nearVariant, () => {
  it.each([
    'Variant',
    'VARIANT',
    'variant_id',
    'variantKey',
    'variant name',
    'variation',
    'variation_id',
    'variationName',
    'Variation-Key',
    '[Experiment] Variant',
    '$variant',
    'experiment.variant',
    'vari\u0007ant',
    'variant\u3164',
    '\u2800variant\u00a0id',
  ])('takes %s for a variant', (name) => {
    expect(nearVariant({ flag_key: 'hero', [name]: 'treatment' })).toBe(name)
  })

  it.each([
    ['the name itself', { variant: 'treatment' }],
    ['another name', { variants_seen: 2, invariant: 'x', flag_key: 'variant' }],
    ['no value', { variant_id: undefined, Variant: null, variation: '', variantName: ' \u200b' }],
    ['another name with something invisible in it', { 'vari\u0007ants': 'x' }],
    ['a name of any length', { [`variant${' '.repeat(100_000)}`]: 'x' }],
  ])('takes %s for none', (_, properties) => {
    expect(nearVariant(properties)).toBeUndefined()
  })

  it('finds the same one in every order of keys', () => {
    expect(nearVariant({ variation: 1, Variant: 'x' })).toBe('Variant')
    expect(nearVariant({ Variant: 'x', variation: 1 })).toBe('Variant')
  })

  it('takes a number, a boolean or an object for a value', () => {
    for (const value of [0, false, {}]) expect(nearVariant({ variation: value })).toBe('variation')
  })

  it('keeps a variant of the wrong kind from being told twice', () => {
    const event = { type: 'track', event: '$exposure', userId: 'user-48213' }
    const properties = { flag_key: 'hero', variant: {}, variant_id: 'v2' }
    expect(transform({ ...event, properties }).issues.map(({ code }) => code)).toEqual(['VARIANT_NOT_STRING'])
  })
})

describe(integrationsOff, () => {
  it.each<[object | undefined, readonly string[] | undefined]>([
    [undefined, undefined],
    [{}, undefined],
    [{ All: true, Amplitude: false }, undefined],
    [{ All: false }, ['integrations', 'All']],
    [{ all: false, 'Segment.io': true }, ['integrations', 'all']],
    [{ All: false, 'Segment.io': true, Amplitude: false }, ['integrations', 'All']],
    [{ All: false, 'Amplitude-Experiment': true }, undefined],
    [{ All: false, 'Amplitude Experiment (Actions)': { session_id: 1 } }, undefined],
    [{ 'Amplitude-Experiment': false }, ['integrations', 'Amplitude-Experiment']],
    [{ All: true, 'Actions Amplitude Experiment': false }, ['integrations', 'Actions Amplitude Experiment']],
    [{ 'Amplitude Experiment Plus': false }, undefined],
    [Object.create({ All: false }) as object, undefined],
    [[false], undefined],
  ])('%j gives %j', (integrations, expected) => {
    expect(integrationsOff({ type: 'track', integrations })?.path).toEqual(expected)
  })

  it.each([undefined, null, 'text', [], { integrations: 'none' }])('%j switches nothing off', (event) => {
    expect(integrationsOff(event)).toBeUndefined()
  })
})

describe(seemingUnit, () => {
  it.each([
    [Date.UTC(2026, 10, 20), 'milliseconds'],
    [Date.UTC(2026, 10, 20) / 1000, 'seconds'],
    [Date.UTC(2026, 10, 20) * 1000, 'microseconds'],
    [Date.UTC(2026, 10, 20) * 1e6, 'nanoseconds'],
    [0, 'zero'],
    [Date.parse('0001-01-01T00:00:00Z'), 'zero'],
    [Date.UTC(2569, 10, 20), 'Buddhist calendar'],
    [Date.UTC(2009, 0, 1), undefined],
    [Date.UTC(2150, 0, 1), undefined],
    [5, undefined],
  ])('%d ms seem to be %s', (ms, unit) => {
    expect(seemingUnit(ms)).toBe(unit)
  })
})

describe('text that shows nothing or too much', () => {
  it.each(['', ' ', '\t\n', '\u00a0', '\u200b\ufeff', '\u0000'])('%j is blank', (text) => {
    expect(isBlank(text)).toBe(true)
  })

  it.each([
    ['hero', false],
    ['hero banner', false],
    ['über', false],
    ['größe ü', false],
    [' hero', true],
    ['hero\n', true],
    ['hero\u200b', true],
    ['\u00a0hero', true],
  ])('%j is padded: %p', (text, expected) => {
    expect(isPadded(text)).toBe(expected)
    expect(isBlank(text)).toBe(false)
  })

  it.each(['null', 'undefined', 'None', 'NaN', '[object Object]'])(
    '%s stands for a missing value',
    (text) => {
      expect(isPlaceholder(text)).toBe(true)
      expect(isPlaceholder(`${text}-1`)).toBe(false)
    },
  )
})

describe(isUnsafeNumber, () => {
  it.each([
    [2 ** 53, true],
    [-(2 ** 53), true],
    [1e21, true],
    [1e-7, true],
    [2 ** 53 - 1, false],
    [0, false],
    [1.5, false],
    [NaN, false],
    [Infinity, false],
    ['9007199254740993', false],
    [9007199254740993n, false],
  ])('%p: %p', (value, expected) => {
    expect(isUnsafeNumber(value)).toBe(expected)
  })
})
