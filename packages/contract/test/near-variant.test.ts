import { nearVariant, transform } from '../src/index.js'

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
  ])('recognizes %s', (name) => {
    expect(nearVariant({ flag_key: 'hero', [name]: 'treatment' })).toBe(name)
  })

  it.each([
    ['the name itself', { variant: 'treatment' }],
    ['another name', { variants_seen: 2, invariant: 'x', flag_key: 'variant' }],
    ['no value', { variant_id: undefined, Variant: null, variation: '', variantName: ' \u200b' }],
    ['another name with an invisible character', { 'vari\u0007ants': 'x' }],
    ['a very long name', { [`variant${' '.repeat(100_000)}`]: 'x' }],
  ])('returns undefined for %s', (_, properties) => {
    expect(nearVariant(properties)).toBeUndefined()
  })

  it('returns the same name for any order of keys', () => {
    expect(nearVariant({ variation: 1, Variant: 'x' })).toBe('Variant')
    expect(nearVariant({ Variant: 'x', variation: 1 })).toBe('Variant')
  })

  it('accepts a number, a boolean or an object as a value', () => {
    for (const value of [0, false, {}]) expect(nearVariant({ variation: value })).toBe('variation')
  })

  it('doesn’t look for other names if the variant has the wrong type', () => {
    const event = { type: 'track', event: '$exposure', userId: 'user-48213' }
    const properties = { flag_key: 'hero', variant: {}, variant_id: 'v2' }
    expect(transform({ ...event, properties }).issues.map(({ code }) => code)).toEqual(['VARIANT_NOT_STRING'])
  })
})
