import fc from 'fast-check'
import { choicesOf } from '../src/stream/choices.js'
import { filterOf, isAboutCalls } from '../src/stream/filter.js'
import { formatQuery, parseQuery, valueIn, withValue } from '../src/route/query.js'
import { duplicate, impression, recordOf } from '../../inspection/test/helpers/records.js'
import { otherCallRecord, summarize } from '@experiment-impressions/inspection'
import { entriesOf } from './helpers/entries.js'

describe(parseQuery, () => {
  it.each([
    ['', []],
    ['hero', [{ field: 'text', value: 'hero' }]],
    [
      'flag:hero variant:"big one"',
      [
        { field: 'flag', value: 'hero' },
        { field: 'variant', value: 'big one' },
      ],
    ],
    ['http://x', [{ field: 'text', value: 'http://x' }]],
    ['flag:""', []],
    ['flag:', [{ field: 'text', value: 'flag:' }]],
    [
      '"a b" c',
      [
        { field: 'text', value: 'a b' },
        { field: 'text', value: 'c' },
      ],
    ],
    ['FLAG:Hero', [{ field: 'flag', value: 'Hero' }]],
    ['"open end', [{ field: 'text', value: 'open end' }]],
  ])('reads %s', (query, terms) => {
    expect(parseQuery(query)).toEqual(terms)
  })

  it('accepts any text', () => {
    fc.assert(fc.property(fc.string(), (query) => parseQuery(query).length >= 0))
  })
})

describe(formatQuery, () => {
  it('writes a query that parses to the same terms', () => {
    const field = fc.constantFrom('flag', 'variant', 'text', 'person' as const)
    const value = fc.string({ minLength: 1 }).filter((text) => !/["\s]|^[a-z]+:$/.test(text))
    fc.assert(
      fc.property(fc.array(fc.record({ field, value })), (terms) => {
        expect(parseQuery(formatQuery(terms))).toEqual(terms)
      }),
    )
  })
})

describe(withValue, () => {
  it('sets, replaces and removes a value, and leaves the other words alone', () => {
    expect(withValue('hero', 'is', 'set')).toBe('hero is:set')
    expect(withValue('hero is:set', 'is', 'unset')).toBe('hero is:unset')
    expect(withValue('hero is:set', 'is', '')).toBe('hero')
    expect(valueIn('flag:"my flag"', 'flag')).toBe('my flag')
    expect(valueIn('x', 'flag')).toBe('')
  })
})

describe(filterOf, () => {
  const entries = entriesOf(
    { id: 'one', variant: 'treatment', user: 'User-1', device: 'device-1' },
    { id: 'two', device: 'device-2' },
    { id: 'three', flag: 'checkout', variant: 'b', device: 'device-3', kind: 'exposure' },
    recordOf(impression({ id: 'four', variant: 'control', device: 'device-4' }), {
      outcome: 'retry',
      attempts: [{ at: 1, outcome: 'retry' }],
      userProperties: null,
    }),
    recordOf(impression({ id: 'five', variant: 'b', device: 'device-5' }), {
      userProperties: { before: { '[Experiment] hero': 'a' }, after: { '[Experiment] hero': 'b' } },
    }),
    recordOf(impression({ id: 'six', variant: 'b', device: 'device-6' }), duplicate),
    { id: 'seven', variant: 'b' },
    recordOf(impression({ id: 'eight', flag: 'repeated', variant: 'b', device: 'device-8' }), { repeats: 2 }),
    recordOf(impression({ id: 'nine', flag: 'refused', variant: 'b', device: 'device-9' }), {
      outcome: 'rejected',
    }),
  )
  const found = (query: string) => {
    const test = filterOf(query) ?? (() => true)
    return entries.filter(({ summary }) => test(summary)).map(({ record }) => record.id)
  }

  it.each([
    ['flag:checkout', ['three']],
    ['flag:CHECK*', ['three']],
    ['variant:treatment', ['one']],
    ['variant:none', ['two']],
    ['variant:treatment variant:control', ['one', 'four']],
    ['kind:exposure', ['three']],
    ['person:user-1', ['one']],
    ['person:device-*', ['one', 'two', 'three', 'four', 'five', 'six', 'eight', 'nine']],
    ['outcome:retry', ['four']],
    ['is:unset', ['two']],
    ['is:set', ['one', 'three', 'four', 'five', 'eight']],
    ['is:undelivered', ['four', 'seven', 'nine']],
    ['is:changed', ['five']],
    ['is:retried', ['four']],
    ['is:flawed', ['seven']],
    ['is:duplicate', ['six', 'eight']],
    ['is:constructor', []],
    ['impression', ['one', 'two', 'four', 'five', 'six', 'seven', 'eight', 'nine']],
    ['flag:checkout variant:', ['three']],
    ['checkout', ['three']],
    ['/products device-2', ['two']],
    ['flag:hero variant:b is:duplicate', ['six']],
  ])('%s', (query, ids) => {
    expect(found(query)).toEqual(ids)
  })

  it('finds other calls by their names', () => {
    const calls = ['page', 'identify'].map((type) => summarize(otherCallRecord({ type }, type)))
    const test = filterOf('is:other Page') ?? (() => true)
    expect(calls.filter(test).map(({ id }) => id)).toEqual(['page'])
    expect(entries.some(({ summary }) => test(summary))).toBe(false)
    expect(['IS:Other x', 'is:near', 'is:set', 'other'].map(isAboutCalls)).toEqual([true, true, false, false])
  })

  it('returns nothing for an empty query', () => {
    expect(filterOf('  ')).toBeUndefined()
  })
})

describe(choicesOf, () => {
  it('names the most frequent first, and “none” for no variant', () => {
    const summaries = entriesOf(
      { id: '1', flag: 'b', variant: 'x', device: 'device-1' },
      { id: '2', flag: 'a', device: 'device-1' },
      { id: '3', flag: 'a', device: 'device-1' },
    ).map(({ summary }) => summary)
    expect(choicesOf(summaries)).toEqual({ flags: ['a', 'b'], variants: ['none', 'x'] })
    expect(choicesOf(summaries, 1).flags).toEqual(['a'])
  })
})
