import fc from 'fast-check'
import { createBisection } from '../src/bisection.js'

/** Sends `count` events to a server that refuses bisection as told; gives the requests and who was refused alone. */
function search(count: number, isRefused: (portion: readonly number[]) => boolean) {
  const bisection = createBisection(Array.from({ length: count }, (_, n) => n))
  const taken: number[] = []
  const culprits: number[] = []
  let requests = 0
  for (let portion = bisection.next(); portion.length > 0; portion = bisection.next()) {
    requests += 1
    if (!isRefused(portion)) {
      taken.push(...portion)
      bisection.taken()
      continue
    }
    if (portion.length === 1) culprits.push(...portion)
    bisection.refused()
  }
  return { requests, taken, culprits }
}

function bound(culprits: number, count: number): number {
  return (culprits + 1) * (1 + Math.ceil(Math.log2(count)))
}

describe(createBisection, () => {
  it('finds k culprits among n with at most (k + 1) · (1 + ⌈log₂ n⌉) requests', () => {
    const batch = fc
      .integer({ min: 1, max: 1999 })
      .chain((count) => fc.tuple(fc.constant(count), fc.uniqueArray(fc.nat(count - 1), { maxLength: 64 })))
    fc.assert(
      fc.property(batch, ([count, culprits]) => {
        const found = search(count, (portion) => portion.some((n) => culprits.includes(n)))
        expect(found.culprits).toStrictEqual([...culprits].sort((a, b) => a - b))
        expect(found.taken).toHaveLength(count - culprits.length)
        expect(found.requests).toBeLessThanOrEqual(bound(culprits.length, count))
      }),
      { numRuns: 300 },
    )
  })

  it('does so wherever they are among up to eight', () => {
    for (let count = 1; count <= 8; count += 1) {
      for (let mask = 0; mask < 2 ** count; mask += 1) {
        const isCulprit = (n: number) => Math.floor(mask / 2 ** n) % 2 === 1
        const { requests, culprits } = search(count, (portion) => portion.some(isCulprit))
        expect(requests).toBeLessThanOrEqual(bound(culprits.length, count))
      }
    }
  })

  it('asks about one by one where everything is refused', () => {
    expect(search(1999, () => true)).toMatchObject({ requests: 2065, taken: [] })
  })

  it('takes everything in order, in few bisection, where only so many fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }), (count, most) => {
        const { requests, taken } = search(count, (portion) => portion.length > most)
        expect(taken).toStrictEqual(Array.from({ length: count }, (_, n) => n))
        expect(requests).toBeLessThanOrEqual(
          4 * Math.ceil(count / most) + 2 * (1 + Math.ceil(Math.log2(count))),
        )
      }),
    )
  })

  it('goes on with the others where some are settled by name', () => {
    const bisection = createBisection([1, 2, 3, 4, 5])
    bisection.refused()
    expect(bisection.next()).toStrictEqual([1, 2, 3])
    bisection.remove((n) => n === 2)
    expect(bisection.next()).toStrictEqual([1, 3, 4, 5])
  })
})
