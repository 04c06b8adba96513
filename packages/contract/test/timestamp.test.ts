import fc from 'fast-check'
import { timestampPattern, toTimestampMs } from '../src/time/timestamp.js'

/** The same by the engine's own means. */
function parsed(text: string): number | undefined {
  const ms = timestampPattern.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(ms) ? undefined : ms
}

describe(toTimestampMs, () => {
  it('reads every date as the engine does', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(toTimestampMs(date.toISOString())).toBe(parsed(date.toISOString()))
      }),
      { numRuns: 2000 },
    )
  })

  it('reads a date with any character changed as the engine does', () => {
    const recent = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    const character = fc.constantFrom(...'0123456789-:.TZ+ /x'.split(''))
    fc.assert(
      fc.property(recent, fc.nat(23), character, (date, at, changed) => {
        const text = date.toISOString()
        const odd = text.slice(0, at) + changed + text.slice(at + 1)
        expect([odd, toTimestampMs(odd)]).toEqual([odd, parsed(odd)])
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    '2026-02-30T00:00:00.000Z',
    '2026-02-29T00:00:00.000Z',
    '2024-02-29T23:59:59.999Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-01T00:00:00.000Z',
    '2026-11-00T00:00:00.000Z',
    '2026-11-23T24:00:00.000Z',
    '2026-11-23T23:60:00.000Z',
    '2026-11-23T23:59:60.000Z',
    '0001-01-01T00:00:00.000Z',
    '0099-12-31T00:00:00.000Z',
    '2026-11-23T04:02:28.956+01:00',
    '2026-11-23',
    'yesterday',
  ])('reads %s as the engine does', (text) => {
    expect(toTimestampMs(text)).toBe(parsed(text))
  })
})
