import { User } from '@segment/analytics-next'
import fc from 'fast-check'
import { storedIdentity, usualUserIdKey, type Identity } from '../../src/analytics/stored-identity.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

describe(usualUserIdKey, () => {
  it.each([
    ['no load options', undefined, 'ajs_user_id'],
    ['load options of other things', { user: {} }, 'ajs_user_id'],
    ['other cookie options', { user: { cookie: {} } }, 'ajs_user_id'],
    ['a key of its own', { user: { cookie: { key: 'my_user' } } }, 'my_user'],
    ['no persistence', { disableClientPersistence: true }, undefined],
    ['persistence', { disableClientPersistence: false }, 'ajs_user_id'],
    ['stores of its own', { storage: { stores: ['memory'] } }, undefined],
    ['a user in memory', { user: { persist: false } }, undefined],
    [
      'a user in spite of no persistence',
      { disableClientPersistence: true, user: { persist: true } },
      undefined,
    ],
    ['no user', { user: { disable: true } }, undefined],
    [
      'traits elsewhere',
      { user: { cookie: { key: 'my_user' }, localStorage: { key: 'my_traits' } } },
      undefined,
    ],
  ])('with %s', (_what, options, key) => {
    expect(usualUserIdKey(options)).toBe(key)
  })
})

/** What a device holds under three keys, in either place; `undefined` is nothing. */
interface Device {
  readonly user?: string | undefined
  readonly anonymous?: string | undefined
  readonly userCookie?: string | undefined
  readonly anonymousCookie?: string | undefined
  readonly oldCookie?: string | undefined
  readonly oldestCookie?: string | undefined
}

const fill = (device: Device): void => {
  const local = { ajs_user_id: device.user, ajs_anonymous_id: device.anonymous }
  const cookies = {
    ajs_user_id: device.userCookie,
    ajs_anonymous_id: device.anonymousCookie,
    ajs_user: device.oldCookie,
    _sio: device.oldestCookie,
  }
  page.storage.clear()
  for (const [key, value] of Object.entries(local)) if (value !== undefined) page.storage.setItem(key, value)
  page.cookie = Object.entries(cookies)
    .flatMap(([key, value]) => (value === undefined ? [] : `${key}=${value}`))
    .join('; ')
}

/** The stored identity; `undefined` if it is not sure. */
const read = (device: Device = {}): Identity | undefined => {
  fill(device)
  try {
    return storedIdentity('ajs_user_id')
  } catch {
    return undefined
  }
}

describe(storedIdentity, () => {
  it.each<[string, Device, string | undefined, string | undefined]>([
    ['nothing', {}, undefined, undefined],
    ['ids in localStorage', { user: '"USER-1"', anonymous: '"ANON-1"' }, 'USER-1', 'ANON-1'],
    ['ids in cookies', { userCookie: 'USER-2', anonymousCookie: 'ANON-2' }, 'USER-2', 'ANON-2'],
    [
      'both',
      { user: '"USER-1"', anonymous: '"ANON-1"', userCookie: 'USER-2', anonymousCookie: 'ANON-2' },
      'USER-1',
      'ANON-2',
    ],
    ['an encoded cookie', { userCookie: 'jo%40shop.test' }, 'jo@shop.test', undefined],
    ['a cookie with an equals sign', { userCookie: 'a=b' }, 'a=b', undefined],
    ['a cookie that is JSON', { userCookie: '%22USER-2%22' }, 'USER-2', undefined],
    ['text that is no JSON', { user: 'USER-1' }, 'USER-1', undefined],
    ['one quote', { user: '"', anonymous: '{' }, '"', '{'],
    ['numbers', { user: '42', anonymousCookie: '43' }, '42', '43'],
    ['numbers too long for JavaScript', { user: '9007199254740993' }, '9007199254740992', undefined],
    ['many digits as text', { user: '"9007199254740993"' }, '9007199254740993', undefined],
    ['`null` in front of a cookie', { user: 'null', userCookie: 'USER-2' }, 'USER-2', undefined],
    ['a blank user id in front of a cookie', { user: '""', userCookie: 'USER-2' }, undefined, undefined],
    ['a blank cookie in front', { anonymous: '"ANON-1"', anonymousCookie: '' }, undefined, 'ANON-1'],
    ['`null` in a cookie', { anonymous: '"ANON-1"', anonymousCookie: 'null' }, undefined, 'ANON-1'],
  ])('reads %s', (_what, device, userId, anonymousId) => {
    expect(read(device)).toMatchObject({ userId, anonymousId })
  })

  it.each<[string, Device]>([
    ['an object', { user: '{"a":1}' }],
    ['a list', { anonymous: '["ANON-1"]' }],
    ['`true`', { user: 'true' }],
    ['a cookie with a percent sign that encodes nothing', { userCookie: '%E0%A4%A' }],
    ['a cookie with a raw percent sign', { user: '"USER-1"', anonymousCookie: '50%-off' }],
    ['the first version’s cookie', { oldCookie: 'USER-OLD', user: '"USER-1"' }],
    ['the cookie before that', { oldestCookie: 'ANON-OLD----USER-OLD', anonymous: '"ANON-1"' }],
  ])('is not sure with %s', (_what, device) => {
    expect(read(device)).toBeUndefined()
  })

  it('reads the user id from the key that it is given, and from no cookie of a similar name', () => {
    fill({ user: '"USER-1"' })
    page.cookie = 'not_my_user=USER-2; my_user=USER-3; b=2'
    expect(storedIdentity('my_user')).toMatchObject({ userId: 'USER-3' })
    page.cookie = 'not_my_user=USER-2; my_user'
    expect(storedIdentity('my_user')?.userId).toBeUndefined()
  })

  it('reads traits only if it is asked for them', () => {
    const getItem = jest.spyOn(page.storage.constructor.prototype as Storage, 'getItem')
    page.storage.setItem('ajs_user_traits', '{"plan":"pro"}')
    const identity = storedIdentity('ajs_user_id')
    expect(getItem).not.toHaveBeenCalledWith('ajs_user_traits')
    expect(identity?.traits?.()).toEqual({ plan: 'pro' })
    page.storage.setItem('ajs_user_traits', '{')
    expect(identity?.traits?.()).toBeUndefined()
  })

  it('is not sure where cookies are blocked', () => {
    page.block('document')
    expect(() => storedIdentity('ajs_user_id')).toThrow('Access is denied')
  })

  it('has the cookies where localStorage is blocked', () => {
    fill({ userCookie: 'USER-2', anonymousCookie: 'ANON-2' })
    page.block('localStorage')
    const identity = storedIdentity('ajs_user_id')
    expect(identity).toMatchObject({ userId: 'USER-2', anonymousId: 'ANON-2' })
    expect(identity?.traits?.()).toBeUndefined()
  })

  describe('beside analytics.js itself', () => {
    const id = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uuid(),
      fc.emailAddress(),
      fc.integer().map(String),
      fc.constantFrom('null', 'undefined', '__proto__', 'a=b', '100%', 'true'),
    )
    /** As analytics.js writes it into localStorage, or anybody else. */
    const stored = fc.option(
      fc.oneof(
        id.map((text) => JSON.stringify(text)),
        id,
        fc.json(),
      ),
      { nil: undefined },
    )
    /**
     * As analytics.js or a server writes it into a cookie: a browser lets no semicolon and no control character into one.
     */
    const cookie = fc.option(
      fc
        .oneof(
          id.map(encodeURIComponent),
          id,
          id.map((text) => `"${text}"`),
          fc.json(),
        )
        .map((text) => text.replace(/[;\p{Cc}\p{Zs}]/gu, '')),
      { nil: undefined },
    )

    const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, cookie)

    const device = fc.record({
      user: stored,
      anonymous: stored,
      userCookie: cookie,
      anonymousCookie: cookie,
      oldCookie: rarely,
      oldestCookie: rarely,
    })

    beforeEach(() => {
      jest.spyOn(console, 'warn').mockImplementation()
    })

    afterEach(() => {
      jest.restoreAllMocks()
    })

    /** Both readings; `undefined` where ours is not sure. */
    const readBoth = (held: Device) => {
      const ours = read(held)
      // An identity without an anonymous id is never relied on (`viewers.ts`).
      if (!ours?.anonymousId) return undefined
      const user = new User()
      return {
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty one is nobody's
        ours: { userId: ours.userId || null, anonymousId: ours.anonymousId },
        its: { userId: user.id(), anonymousId: user.anonymousId() },
      }
    }

    it('has its ids, or is not sure', () => {
      let sure = 0
      fc.assert(
        fc.property(device, (held) => {
          const both = readBoth(held)
          if (both) sure += 1
          expect(both?.ours).toEqual(both?.its)
        }),
      )
      expect(sure).toBeGreaterThan(10)
    })

    it.each<[string, Device]>([
      ['zero in localStorage', { user: '0', anonymous: '"ANON-1"' }],
      ['`false` in a cookie', { anonymous: '"ANON-1"', anonymousCookie: 'false' }],
      ['zero in a cookie', { anonymous: '"ANON-1"', anonymousCookie: '0' }],
    ])('is not sure with %s', (_what, held) => {
      expect(readBoth(held)).toBeUndefined()
    })

    it.each<[string, string, string | null]>([
      ['an id', '"jo@shop.test"', 'jo@shop.test'],
      ['an escape', '"jo\\0542"', 'jo\\0542'],
      ['`null`', '"null"', null],
    ])('reads %s in a cookie that a server has written in quotes', (_what, userCookie, userId) => {
      const both = readBoth({ userCookie, anonymousCookie: '"ANON-2"' })
      expect(both?.ours).toEqual({ userId, anonymousId: 'ANON-2' })
      expect(both?.its).toEqual(both?.ours)
    })
  })
})
