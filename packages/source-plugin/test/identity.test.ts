import fc from 'fast-check'
import { parseStoredId, readCookie, readLocal, storedIdentity } from '../src/identity.js'
import { usePage } from './helpers/page.js'

const page = usePage()

/** What storage holds when others have written there: anything, with a taste for near misses. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom('', 'null', '""', '{', '[]', '"', 'undefined', '%', '%E0%A4%A', '__proto__'),
  fc.constantFrom(null, undefined),
)

describe(parseStoredId, () => {
  it.each([
    ['"USER-1"', 'USER-1'],
    ['USER-1', 'USER-1'],
    ['"jo@shop.test"', 'jo@shop.test'],
    ['42', '42'],
    ['9007199254740993', '9007199254740993'],
    ['"', '"'],
    ['{', '{'],
    ['', undefined],
    ['""', undefined],
    ['null', undefined],
    ['{}', undefined],
    ['["USER-1"]', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('reads %j as %j', (text, id) => {
    expect(parseStoredId(text)).toBe(id)
  })

  it('gives an id that is not empty or none, whatever is stored', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const id = parseStoredId(text)
        expect(id === undefined || (typeof id === 'string' && id.length > 0)).toBe(true)
      }),
    )
  })

  it('reads back what analytics.js writes as JSON', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (id) => {
        expect(parseStoredId(JSON.stringify(id))).toBe(id)
      }),
    )
  })
})

describe(storedIdentity, () => {
  const read = (entries: Record<string, string>) => (key: string) => entries[key]

  it('prefers localStorage for the user id and the cookie for the anonymous id', () => {
    const local = read({ uid: '"USER-L"', ajs_anonymous_id: '"ANON-L"', ajs_user_traits: '{"plan":"pro"}' })
    const cookie = read({ uid: 'USER-C', ajs_anonymous_id: 'ANON-C' })
    const identity = storedIdentity(local, cookie, 'uid')
    expect(identity).toMatchObject({ userId: 'USER-L', anonymousId: 'ANON-C' })
    expect(identity.traits?.()).toEqual({ plan: 'pro' })
  })

  it('takes each field from where it is', () => {
    expect(
      storedIdentity(read({ ajs_anonymous_id: '"ANON-L"' }), read({ uid: 'USER-C' }), 'uid'),
    ).toMatchObject({
      userId: 'USER-C',
      anonymousId: 'ANON-L',
    })
  })

  it('never throws, whatever the storage holds', () => {
    fc.assert(
      fc.property(hostile, hostile, (local, cookie) => {
        const identity = storedIdentity(
          () => local,
          () => cookie,
          'ajs_user_id',
        )
        expect(() => identity.traits?.()).not.toThrow()
      }),
    )
  })
})

describe(readCookie, () => {
  it.each([
    ['ajs_user_id=USER-1', 'USER-1'],
    ['a=1; ajs_user_id=jo%40shop.test; b=2', 'jo@shop.test'],
    ['ajs_user_id=%22USER-1%22', '"USER-1"'],
    ['ajs_user_id=a=b', 'a=b'],
    ['not_ajs_user_id=USER-1', ''],
    ['ajs_user_id', ''],
    ['ajs_user_id=%E0%A4%A', undefined],
  ])('reads from %j %j', (cookie, value) => {
    page.cookie = cookie
    expect(readCookie('ajs_user_id')).toBe(value)
  })

  it('never throws, whatever the cookies hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (cookie, key) => {
        page.cookie = cookie
        expect(() => readCookie(key)).not.toThrow()
      }),
    )
  })
})

describe('a browser that forbids storage', () => {
  it('has nothing stored, and nothing is thrown', () => {
    const forbid = {
      get: () => {
        throw new DOMException('Access is denied', 'SecurityError')
      },
      configurable: true,
    }
    Object.defineProperty(globalThis, 'localStorage', forbid)
    Object.defineProperty(globalThis, 'document', forbid)
    expect(readLocal('ajs_user_id')).toBeUndefined()
    expect(readCookie('ajs_user_id')).toBeUndefined()
  })
})
