import fc from 'fast-check'
import { indexOfOrder, rowAfterKey, rowsInView, scrollToRow } from '../src/event-list/virtual-rows.js'

const viewport = { top: 0, height: 600, rowHeight: 60, count: 10_000 }

describe(rowsInView, () => {
  it('returns the visible rows and a margin, at the start, in the middle and at the end', () => {
    expect(rowsInView(viewport)).toEqual({ from: 0, to: 18 })
    expect(rowsInView({ ...viewport, top: 60_030 })).toEqual({ from: 992, to: 1019 })
    expect(rowsInView({ ...viewport, top: 599_400 })).toEqual({ from: 9982, to: 10_000 })
  })

  it('returns every visible row and few others, at any position', () => {
    const numbers = fc.record({
      top: fc.double({ min: 0, max: 1e7, noNaN: true }),
      height: fc.integer({ min: 0, max: 3000 }),
      rowHeight: fc.constant(60),
      count: fc.integer({ min: 0, max: 100_000 }),
    })
    fc.assert(
      fc.property(numbers, (seen) => {
        const { from, to } = rowsInView(seen)
        expect(0 <= from && from <= to && to <= seen.count).toBe(true)
        expect(to - from).toBeLessThanOrEqual(seen.height / 60 + 18)
        for (const edge of [seen.top, seen.top + seen.height]) {
          const row = Math.floor(edge / 60)
          expect(row >= seen.count || (from <= row && row < to)).toBe(true)
        }
      }),
    )
  })
})

describe(scrollToRow, () => {
  it.each([
    [0, 300, 0],
    [5, 300, 300],
    [10, 300, 300],
    [20, 300, 660],
  ])('scrolls to row %d from %d px by moving to %d px', (index, top, expected) => {
    expect(scrollToRow(index, { ...viewport, top })).toBe(expected)
  })
})

describe(rowAfterKey, () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 5, 6],
    ['ArrowDown', 9999, 9999],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 14],
    ['PageUp', 5, 0],
    ['Home', 500, 0],
    ['End', 500, 9999],
    ['a', 5, undefined],
    ['constructor', 5, undefined],
  ])('moves with %s from %d to %s', (key, current, expected) => {
    expect(rowAfterKey(key, current, viewport)).toBe(expected)
  })

  it('moves nowhere in an empty list', () => {
    expect(rowAfterKey('End', -1, { ...viewport, count: 0 })).toBeUndefined()
  })
})

describe(indexOfOrder, () => {
  const rows = [{ order: 3 }, { order: 7 }, { order: 9 }]

  it.each([
    [3, 0],
    [7, 1],
    [8, 2],
    [9, 2],
    [99, 2],
    [0, 0],
  ])('finds order %d at %d', (order, index) => {
    expect(indexOfOrder(rows, order)).toBe(index)
  })

  it('returns 0 for an empty list', () => {
    expect(indexOfOrder([], 5)).toBe(0)
  })
})
