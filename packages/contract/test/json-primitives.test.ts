import { isGiven, isObject, kindOf, own, ownPath, parseJson, plain } from '../src/json/index.js'

describe(ownPath, () => {
  it('reads own properties only', () => {
    expect(ownPath({ a: { b: 1 } }, ['a', 'b'])).toBe(1)
    expect(ownPath({}, ['toString'])).toBeUndefined()
    expect(ownPath('text', ['length'])).toBeUndefined()
    expect(ownPath(null, ['a'])).toBeUndefined()
  })
})

describe(own, () => {
  it('reads the own property of an object or array, never an inherited one', () => {
    expect(own({ a: 1 }, 'a')).toBe(1)
    expect(own(['first'], '0')).toBe('first')
    expect(own(Object.create({ a: 1 }), 'a')).toBeUndefined()
  })
})

describe(isGiven, () => {
  it.each([
    [undefined, false],
    [null, false],
    ['', false],
    [0, true],
    [false, true],
  ])('%p: %p', (value, expected) => {
    expect(isGiven(value)).toBe(expected)
  })
})

describe(isObject, () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['text', false],
  ])('%j: %p', (value, expected) => {
    expect(isObject(value)).toBe(expected)
  })
})

describe(plain, () => {
  it('returns the value that JSON carries', () => {
    expect(plain(new Date(0))).toBe('1970-01-01T00:00:00.000Z')
    expect(plain('text')).toBe('text')
  })
})

describe(kindOf, () => {
  it('tells null and arrays from other objects', () => {
    expect([null, [], {}, 1].map(kindOf)).toEqual(['null', 'array', 'object', 'number'])
  })
})

describe(parseJson, () => {
  it('returns undefined for a text that isn’t JSON', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] })
    expect(parseJson('{')).toBeUndefined()
  })
})
