import fc from 'fast-check'
import { formatRoute, parseRoute, views } from '../src/route/route.js'

describe(parseRoute, () => {
  it.each([
    ['', 'stream', ''],
    ['#', 'stream', ''],
    ['#/', 'stream', ''],
    ['#/people', 'people', ''],
    ['#/people/user%2F1', 'people', 'user/1'],
    ['#/nonsense/1', 'stream', '1'],
    ['#/__proto__', 'stream', ''],
    ['#/stream/%E0%A4', 'stream', '%E0%A4'],
  ])('reads %s', (hash, view, id) => {
    expect(parseRoute(hash)).toMatchObject({ view, id })
  })

  it('reads what formatRoute writes, whatever the id and the query hold', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(fc.constantFrom(...views), text, text, (view, id, q) => {
        const route = parseRoute(formatRoute(view, { id, search: { q } }))
        expect([route.view, route.id, route.search.get('q') ?? '']).toEqual([view, id, q])
      }),
    )
  })
})

describe(formatRoute, () => {
  it('leaves out what is empty', () => {
    expect(formatRoute('stream', { id: '', search: { q: '' } })).toBe('#/stream')
  })

  it('accepts ids that can’t be encoded', () => {
    expect(formatRoute('stream', { id: 'a\ud800' })).toBe('#/stream/a%EF%BF%BD')
  })
})
