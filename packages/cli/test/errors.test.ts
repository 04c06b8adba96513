import { explainUnexpected, explainUnwritable } from '../src/errors.js'

it.each<[unknown, string]>([
  [new TypeError('No such thing\n    at file.js:1'), 'No such thing'],
  ['No such thing\nat all', 'No such thing'],
  [undefined, 'undefined'],
  ['\u001b[2J', String.raw`\u001b[2J`],
])('explains %p in one sentence, and where to report it', (error, words) => {
  const [first, second, ...rest] = explainUnexpected(error).split('\n')
  expect(first).toBe(`Something unexpected went wrong: ${words}`)
  expect(second).toMatch(/^Please report it: https:/)
  expect(rest).toStrictEqual([''])
})

it('says why output can’t be written, as far as that is known', () => {
  expect(explainUnwritable(Object.assign(new Error('full'), { code: 'ENOSPC' }))).toBe(
    'The output can’t be written (ENOSPC).\n',
  )
  expect(explainUnwritable(new Error('full'))).toBe('The output can’t be written (for an unknown reason).\n')
})
