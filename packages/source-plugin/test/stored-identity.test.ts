import { User } from '@segment/analytics-next'
import fc from 'fast-check'
import { readCookie, readLocal } from '../src/storage.js'
import { storedIdentity, usualUserIdKey, type Identity } from '../src/stored-identity.js'
import { usePage } from './helpers/page.js'

const page = usePage()

const readIds = (): Pick<Identity, 'userId' | 'anonymousId'> | undefined => {
  try {
    const identity = storedIdentity('ajs_user_id')
    return identity && { userId: identity.userId, anonymousId: identity.anonymousId }
  } catch {
    return undefined
  }
}

describe(usualUserIdKey, () => {
  it.each([
    [undefined, 'ajs_user_id'],
    [{}, 'ajs_user_id'],
    [{ user: {} }, 'ajs_user_id'],
    [{ user: { cookie: { key: 'my_user' } } }, 'my_user'],
    [{ disableClientPersistence: true }, undefined],
    [{ storage: { stores: ['cookie'] } }, undefined],
    [{ user: { persist: false } }, undefined],
    [{ user: { disable: true } }, undefined],
    [{ user: { localStorageFallbackDisabled: true } }, undefined],
  ])('of %j is %s', (options, key) => {
    expect(usualUserIdKey(options)).toBe(key)
  })
})

describe(storedIdentity, () => {
  it('takes the user id from localStorage and the anonymous id from the cookie where both have one', () => {
    Object.assign(page.storage, { ajs_user_id: '"USER-L"', ajs_anonymous_id: '"ANON-L"' })
    page.cookie = 'ajs_user_id=USER-C; ajs_anonymous_id=ANON-C'
    expect(readIds()).toEqual({ userId: 'USER-L', anonymousId: 'ANON-C' })
  })

  it('takes each from where it is, and traits where they are asked for', () => {
    Object.assign(page.storage, { ajs_anonymous_id: '"ANON-L"', ajs_user_traits: '{"plan":"pro"}' })
    page.cookie = 'ajs_user_id=USER-C'
    expect(readIds()).toEqual({ userId: 'USER-C', anonymousId: 'ANON-L' })
    expect(storedIdentity('ajs_user_id')?.traits?.()).toEqual({ plan: 'pro' })
  })

  it.each(['ajs_user=USER-OLD', 'a=1; ajs_user=%7B%22id%22%3A%22USER-OLD%22%7D', '_sio=ANON----USER'])(
    'is not sure with the old cookie %s',
    (cookie) => {
      Object.assign(page.storage, { ajs_user_id: '"USER-L"', ajs_anonymous_id: '"ANON-L"' })
      page.cookie = cookie
      expect(readIds()).toBeUndefined()
    },
  )

  it.each(['{"a":1}', '["USER-1"]', 'true'])(
    'is not sure of an id that looks like other JSON: %s',
    (text) => {
      page.storage['ajs_user_id'] = text
      expect(readIds()).toBeUndefined()
    },
  )

  it('names whom analytics.js names, or nobody, whatever the storage holds', () => {
    const stored = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ minLength: 1 }).map((id) => JSON.stringify(id)),
      fc.constantFrom('', 'null', '""', '{', '[]', '"', 'undefined', '42', '%', '__proto__', '1e3'),
      fc.constant(undefined),
    )
    fc.assert(
      fc.property(stored, stored, (userId, anonymousId) => {
        page.storage.clear()
        if (userId !== undefined) page.storage['ajs_user_id'] = userId
        if (anonymousId !== undefined) page.storage['ajs_anonymous_id'] = anonymousId
        const ids = readIds()
        jest.spyOn(console, 'warn').mockImplementation()
        // It writes what it reads, so that ours has read before.
        const user = new User()
        if (ids) {
          expect(ids.userId ?? null).toBe(user.id() ?? null)
          if (ids.anonymousId) expect(ids.anonymousId).toBe(user.anonymousId())
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe(readCookie, () => {
  it.each([
    ['ajs_user_id=USER-1', 'USER-1'],
    ['a=1; ajs_user_id=jo%40shop.test; b=2', 'jo@shop.test'],
    ['ajs_user_id=a=b', 'a=b'],
    ['not_ajs_user_id=USER-1', ''],
    ['ajs_user_id', ''],
  ])('reads from %j %j', (cookie, value) => {
    page.cookie = cookie
    expect(readCookie('ajs_user_id')).toBe(value)
  })

  it.each(['ajs_user_id=%E0%A4%A', 'ajs_user_id=50%'])('throws at %j, which encodes nothing', (cookie) => {
    page.cookie = cookie
    expect(() => readCookie('ajs_user_id')).toThrow(URIError)
  })
})

describe(readLocal, () => {
  it('is undefined where a browser forbids storage', () => {
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied', 'SecurityError')
      },
      configurable: true,
    })
    expect(readLocal('ajs_user_id')).toBeUndefined()
  })
})
