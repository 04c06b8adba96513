import fc from 'fast-check'
import { transform } from '../src/index.js'
import { codesOf, eventOf, impression, withProperties } from './helpers/impression.js'

describe('the time of an event', () => {
  it.each([
    ['a timestamp in epoch ms', { timestamp: 1795406549057 }, 1795406549055],
    ['a timestamp that is a Date', { timestamp: new Date(1795406549057) }, 1795406549055],
    ['a timestamp past the last date', { timestamp: 9e15 }, 1795406548954],
    ['an impossible receivedAt', { receivedAt: '1970-01-01T00:00:00Z' }, 1795406549055],
    ['a timestamp without a time zone', { timestamp: '2026-11-23T04:02:29.057' }, 1795406548954],
    ['a timestamp in a 13th month', { timestamp: '2026-13-23T04:02:29.057Z' }, 1795406548954],
    ['a timestamp of another type', { timestamp: true }, 1795406548954],
  ])('is right with %s', (_, event, time) => {
    expect(eventOf(transform({ ...impression, ...event })).time).toBe(time)
  })

  it.each([
    [86_400_000, 1795406549057 + 86_400_000],
    [86_400_001, 1795406549057],
  ])('can be a day after the timestamp, but not more (%i ms)', (ahead, expected) => {
    const time = 1795406548956 + ahead
    expect(eventOf(transform(withProperties({ time }))).time).toBe(expected)
  })

  it.each([
    [Date.UTC(2010, 0, 1), Date.UTC(2010, 0, 1)],
    [Date.UTC(2010, 0, 1) - 1, undefined],
    [Date.UTC(2100, 0, 1) - 1, Date.UTC(2100, 0, 1) - 1],
    [Date.UTC(2100, 0, 1), undefined],
  ])('is never before 2010 or after 2100 (%i)', (time, expected) => {
    const { timestamp: _t, originalTimestamp: _o, ...event } = withProperties({ time })
    expect(eventOf(transform(event)).time).toBe(expected)
    const { time: _, ...properties } = event.properties
    const said = new Date(time).toISOString()
    expect(eventOf(transform({ ...event, properties, timestamp: said })).time).toBe(expected)
  })

  it.each([
    [86_400_000, '2026-11-24T04:02:29.057Z'],
    [86_400_001, undefined],
  ])('is never more than a day after Segment received the event (%i ms)', (ahead, expected) => {
    const { time: _, ...properties } = impression.properties
    const timestamp = new Date(Date.parse(impression.timestamp) + ahead).toISOString()
    const event = { ...impression, properties, timestamp, receivedAt: impression.timestamp }
    expect(eventOf(transform(event)).time).toBe(expected && Date.parse(expected))
  })

  const clock = fc.oneof(
    fc.constantFrom(0, 1, -62_135_596_800_000, 1_795_406_549, 1_795_406_549_000_000, 1_795_406_549_057),
    fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2101, 0, 1) }),
    fc.constant(undefined),
  )
  const isPlausible = (ms: number | undefined): ms is number =>
    ms !== undefined && ms >= Date.UTC(2010, 0, 1) && ms < Date.UTC(2100, 0, 1)

  it('is plausible or absent, whatever the clocks say', () => {
    fc.assert(
      fc.property(clock, clock, clock, clock, (timestamp, originalTimestamp, receivedAt, time) => {
        const result = transform({
          ...impression,
          timestamp,
          originalTimestamp,
          receivedAt,
          properties: { flag_key: 'hero', variant: 'treatment', time },
        })
        const sent = eventOf(result).time
        const codes = codesOf(result)
        expect(sent === undefined || isPlausible(sent)).toBe(true)
        // An issue reports a missing time, and names each implausible clock.
        expect(sent === undefined).toBe(codes.includes('TIMESTAMP_MISSING'))
        const isNamed = codes.includes('TIMESTAMP_IMPLAUSIBLE')
        expect(timestamp === undefined || isPlausible(timestamp) || isNamed).toBe(true)
        // An implausible timestamp never overrides a plausible properties.time.
        const limit = (isPlausible(receivedAt) ? receivedAt : Date.UTC(2100, 0, 1)) + 86_400_000
        if (isPlausible(time) && time <= limit && !isPlausible(timestamp)) expect(sent).toBe(time)
      }),
    )
  })
})
