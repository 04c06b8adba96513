import { isGiven, ownPath } from '../src/json/index.js'

describe(ownPath, () => {
  it('sees own properties alone', () => {
    expect(ownPath({ a: { b: 1 } }, ['a', 'b'])).toBe(1)
    expect([ownPath({}, ['toString']), ownPath('text', ['length']), ownPath(null, ['a'])]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([undefined, null, '', 0, false].map(isGiven)).toEqual([false, false, false, true, true])
  })
})
