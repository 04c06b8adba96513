import { createRing } from '../src/ring.js'

test('holds the latest, in order, and gives the oldest back', () => {
  const ring = createRing<number>(3)
  const gone = [1, 2, 3, 4, 5, 6, 7].map(ring.add)
  expect(gone).toEqual([undefined, undefined, undefined, 1, 2, 3, 4])
  expect(ring.all()).toEqual([5, 6, 7])
})

test('has room again for what it does not keep', () => {
  const ring = createRing<number>(3)
  for (const one of [1, 2, 3, 4]) ring.add(one)
  ring.keep((one) => one !== 3)
  expect(ring.all()).toEqual([2, 4])
  expect([5, 6].map(ring.add)).toEqual([undefined, 2])
  expect(ring.all()).toEqual([4, 5, 6])
})
