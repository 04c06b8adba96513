import fc from 'fast-check'
import { createBisection } from '../src/bisection.js'

/** Sends `count` events to a server that refuses parts as told. Returns the requests, and the events that were refused alone. */
function search(count: number, isRefused: (part: readonly number[]) => boolean) {
  const bisection = createBisection(Array.from({ length: count }, (_, n) => n))
  const accepted: number[] = []
  const culprits: number[] = []
  let requests = 0
  for (let part = bisection.next(); part.length > 0; part = bisection.next()) {
    requests += 1
    if (!isRefused(part)) {
      accepted.push(...part)
      bisection.accept()
      continue
    }
    if (part.length === 1) culprits.push(...part)
    bisection.refuse()
  }
  return { requests, accepted, culprits }
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
        const found = search(count, (part) => part.some((n) => culprits.includes(n)))
        expect(found.culprits).toStrictEqual([...culprits].sort((a, b) => a - b))
        expect(found.accepted).toHaveLength(count - culprits.length)
        expect(found.requests).toBeLessThanOrEqual(bound(culprits.length, count))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps that bound wherever the culprits are among up to eight events', () => {
    for (let count = 1; count <= 8; count += 1) {
      for (let mask = 0; mask < 2 ** count; mask += 1) {
        const isCulprit = (n: number) => Math.floor(mask / 2 ** n) % 2 === 1
        const { requests, culprits } = search(count, (part) => part.some(isCulprit))
        expect(requests).toBeLessThanOrEqual(bound(culprits.length, count))
      }
    }
  })

  it('sends about one event per request if everything is refused', () => {
    expect(search(1999, () => true)).toMatchObject({ requests: 2065, accepted: [] })
  })

  it('delivers everything in order, in few parts, if only a limited number fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }), (count, most) => {
        const { requests, accepted } = search(count, (part) => part.length > most)
        expect(accepted).toStrictEqual(Array.from({ length: count }, (_, n) => n))
        expect(requests).toBeLessThanOrEqual(
          4 * Math.ceil(count / most) + 2 * (1 + Math.ceil(Math.log2(count))),
        )
      }),
    )
  })

  it('continues with the others after some are settled by name', () => {
    const bisection = createBisection([1, 2, 3, 4, 5])
    bisection.refuse()
    expect(bisection.next()).toStrictEqual([1, 2, 3])
    bisection.remove((n) => n === 2)
    expect(bisection.next()).toStrictEqual([1, 3, 4, 5])
  })
})
