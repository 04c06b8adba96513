import { createBoundedMap } from '../src/memory/bounded-map.js'

describe(createBoundedMap, () => {
  it('keeps the latest items within the count, in order, and returns the dropped ones', () => {
    const map = createBoundedMap<string, number>({ count: 3, bytes: Infinity })
    const gone = [1, 2, 3, 4, 5].map((item) => map.put(`key ${String(item)}`, item, 1))
    expect(gone).toEqual([[], [], [], [1], [2]])
    expect(map.all()).toEqual([3, 4, 5])
    expect([map.has('key 2'), map.get('key 3')]).toEqual([false, 3])
  })

  it('keeps the latest items within the size', () => {
    const map = createBoundedMap<number, string>({ count: 10, bytes: 10 })
    for (const [index, item] of ['a', 'b', 'c'].entries()) map.put(index, item, 3)
    expect(map.put(3, 'large', 7)).toEqual(['a', 'b'])
    expect(map.all()).toEqual(['c', 'large'])
  })

  it('keeps the place of an item that changes, and counts only its new size', () => {
    const map = createBoundedMap<string, string>({ count: 10, bytes: 10 })
    map.put('a', 'a', 2)
    map.put('b', 'b', 2)
    expect(map.put('a', 'grown', 8)).toEqual([])
    expect(map.all()).toEqual(['grown', 'b'])
    expect(map.put('a', 'overgrown', 9)).toEqual(['overgrown'])
    expect(map.all()).toEqual(['b'])
  })

  it('drops an item that alone is over the bound', () => {
    const map = createBoundedMap<string, string>({ count: 10, bytes: 10 })
    map.put('a', 'a', 1)
    expect(map.put('b', 'too large', 11)).toEqual(['a', 'too large'])
    map.put('c', 'c', 10)
    expect(map.all()).toEqual(['c'])
  })

  it('frees the room of a deleted item', () => {
    const map = createBoundedMap<string, string>({ count: 2, bytes: 10 })
    map.put('a', 'a', 5)
    map.put('b', 'b', 5)
    map.delete('a')
    map.delete('nothing')
    expect(map.put('c', 'c', 5)).toEqual([])
    expect(map.put('a', 'again', 5)).toEqual(['b'])
    expect(map.all()).toEqual(['c', 'again'])
  })
})
