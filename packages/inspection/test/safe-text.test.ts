import { amplitudeLimits, escapeText } from '@experiment-impressions/contract'
import {
  escapeLines,
  formatDuration,
  formatMoment,
  formatShift,
  formatTimeOfDay,
  previewValue,
} from '../src/index.js'

const startOfTime = Date.UTC(2026, 10, 23, 10)

describe('text for the eye', () => {
  it('shows what is invisible', () => {
    expect(escapeText('a\u202Eb\u0000\ud800')).toBe(String.raw`a\u202eb\u0000\ud800`)
    expect(escapeText('שלום 🎉 é')).toBe('שלום 🎉 é')
    expect(escapeLines('a\n\tb')).toBe('a\n\\u0009b')
  })

  it.each([
    ['text', 'text'],
    ['true', '"true"'],
    ['', '""'],
    [7, '7'],
    [null, 'null'],
    [undefined, 'absent'],
    [[1, 'a', [true]], '[1, "a", [true]]'],
    [{ a: { b: null } }, '{a: {b: null}}'],
    [{ list: Array.from({ length: 100 }, () => 1) }, '{list: [1, 1, 1, 1, 1, 1, 1, 1, …]}'],
    [[[[[[[[[[1]]]]]]]]], '[[[[[[[[[…]]]]]]]]]'],
    [[[[[[[[[{ a: 1 }]]]]]]]], '[[[[[[[[{…}]]]]]]]]'],
    [Object.create({ inherited: 1 }), '{}'],
  ])('previews %j as %s', (value, preview) => {
    expect(previewValue(value, 30)).toBe(preview)
  })

  it('looks at no more of a value than it shows', () => {
    const hostile = Array.from({ length: 1e6 }, () => 'x'.repeat(1000))
    expect(previewValue(hostile, 30).length).toBeLessThan(amplitudeLimits.stringCharacters)
    const longNames = { ['k'.repeat(1e6)]: 'x'.repeat(1e6) }
    expect(previewValue(longNames, 30).length).toBeLessThan(100)
    expect(previewValue([[longNames]], 30).length).toBeLessThan(100)
  })

  it('says times', () => {
    expect([formatMoment(startOfTime), formatTimeOfDay(startOfTime)]).toEqual([
      '2026-11-23 10:00:00.000 UTC',
      '10:00:00.000',
    ])
    expect([formatMoment(1e30), formatTimeOfDay(NaN)]).toEqual([undefined, undefined])
    expect([formatShift(-90_000), formatShift(340), formatDuration(1500)]).toEqual([
      '−90 s',
      '+340 ms',
      '1.5 s',
    ])
    expect([120_000, 56_958_574, 7_200_000, 86_400_000 * 400 + 1].map(formatDuration)).toEqual([
      '2 min',
      '15 h 49 min',
      '2 h',
      '400 d',
    ])
  })
})
