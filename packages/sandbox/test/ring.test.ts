import { createRing } from '../src/ring.js'

const added = (ring: ReturnType<typeof createRing<number>>, ...items: readonly number[]): number[] =>
  items.flatMap((item) => ring.add(item))

test('holds the latest, in order, and gives the oldest back', () => {
  const ring = createRing<number>(3)
  expect(added(ring, 1, 2, 3)).toEqual([])
  expect(added(ring, 4, 5, 6, 7)).toEqual([1, 2, 3, 4])
  expect(ring.all()).toEqual([5, 6, 7])
})

test('has room again for what it does not keep', () => {
  const ring = createRing<number>(3)
  added(ring, 1, 2, 3, 4)
  ring.keep((one) => one !== 3)
  expect(ring.all()).toEqual([2, 4])
  expect(added(ring, 5, 6)).toEqual([2])
  expect(ring.all()).toEqual([4, 5, 6])
})

test('holds so much weight, and the newest whatever it weighs', () => {
  const ring = createRing<string>(10, 100)
  expect(ring.add('a', 60)).toEqual([])
  expect(ring.add('b', 40)).toEqual([])
  expect(ring.add('c', 30)).toEqual(['a'])
  expect(ring.add('d', 500)).toEqual(['b', 'c'])
  expect(ring.all()).toEqual(['d'])
  ring.keep(() => false)
  expect(ring.add('e', 100)).toEqual([])
})
