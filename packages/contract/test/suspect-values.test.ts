import { isRefusedId, isUnsafeNumber } from '../src/index.js'
import { isBlank, isPadded, isPlaceholder } from '../src/text/suspect-text.js'
import { seemingUnit } from '../src/time/plausible-time.js'

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
  ])('%d ms looks like %s', (ms, unit) => {
    expect(seemingUnit(ms)).toBe(unit)
  })
})

describe('suspect text', () => {
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
    '%s is a placeholder for a missing value',
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

describe(isRefusedId, () => {
  it.each([
    ['anonymous', true],
    ['Anonymous', true],
    ['', true],
    ['anonymous-1', false],
  ])('%j: %p', (id, expected) => {
    expect(isRefusedId(id)).toBe(expected)
  })
})
