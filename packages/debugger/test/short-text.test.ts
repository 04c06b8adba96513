import { countOf, middleCut, ownText, shortText, shortValue } from '@experiment-impressions/inspection'
import { formatShare } from '../src/ui/format-number.js'

describe('text for the eye', () => {
  it('is cut at its end or in the middle', () => {
    expect(shortText('abcdef', 3)).toBe('abc…')
    expect(middleCut('abcdefghij', 5)).toBe('ab…ij')
    expect(middleCut('abc', 5)).toBe('abc')
  })

  it('of any value is cut too', () => {
    expect(shortValue('x'.repeat(50), 30)).toBe(`${'x'.repeat(30)}…`)
    expect(shortValue({ list: Array.from({ length: 100 }, () => 1) }, 30)).toBe(
      '{list: [1, 1, 1, 1, 1, 1, 1, 1…',
    )
  })

  it('reads numbers as text', () => {
    expect([ownText({ a: 5 }, ['a']), ownText({ a: {} }, ['a']), ownText({ a: '' }, ['a'])]).toEqual([
      '5',
      undefined,
      undefined,
    ])
  })

  it('says counts and shares', () => {
    expect([countOf(1, 'event'), countOf(1200, 'event')]).toEqual(['1 event', '1,200 events'])
    expect([formatShare(0), formatShare(0.0001), formatShare(0.1234)]).toEqual([
      '0\u00a0%',
      'under 0.1\u00a0%',
      '12.3\u00a0%',
    ])
  })
})
