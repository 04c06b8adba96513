import { listOf } from '../src/terminal/format.js'

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${String(index + 1)}`)

it.each<[number, string]>([
  [0, ''],
  [1, 'n1'],
  [2, 'n1 and n2'],
  [3, 'n1, n2 and n3'],
  [20, `${names(19).join(', ')} and n20`],
  [500, `${names(20).join(', ')} and 480 more`],
])('lists %i names', (count, words) => {
  expect(listOf(names(count))).toBe(words)
})

it('puts another word before the last', () => {
  expect(listOf(names(3), 'or')).toBe('n1, n2 or n3')
})
