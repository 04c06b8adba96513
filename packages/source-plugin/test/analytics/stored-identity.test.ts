import { storedIdentity, usualUserIdKey } from '../../src/analytics/stored-identity.js'
import { fill, read, type Device } from '../helpers/device.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

describe(usualUserIdKey, () => {
  it.each([
    ['no load options', undefined, 'ajs_user_id'],
    ['unrelated load options', { user: {} }, 'ajs_user_id'],
    ['other cookie options', { user: { cookie: {} } }, 'ajs_user_id'],
    ['another key', { user: { cookie: { key: 'my_user' } } }, 'my_user'],
    ['no persistence', { disableClientPersistence: true }, undefined],
    ['persistence', { disableClientPersistence: false }, 'ajs_user_id'],
    ['other stores', { storage: { stores: ['memory'] } }, undefined],
    ['a user in memory', { user: { persist: false } }, undefined],
    [
      'a persistent user without persistence',
      { disableClientPersistence: true, user: { persist: true } },
      undefined,
    ],
    ['no user', { user: { disable: true } }, undefined],
    [
      'traits elsewhere',
      { user: { cookie: { key: 'my_user' }, localStorage: { key: 'my_traits' } } },
      undefined,
    ],
  ])('returns the right key for %s', (_what, options, key) => {
    expect(usualUserIdKey(options)).toBe(key)
  })
})

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
    ['text that isn’t JSON', { user: 'USER-1' }, 'USER-1', undefined],
    ['one quote', { user: '"', anonymous: '{' }, '"', '{'],
    ['numbers', { user: '42', anonymousCookie: '43' }, '42', '43'],
    ['numbers too long for JavaScript', { user: '9007199254740993' }, '9007199254740992', undefined],
    ['many digits as text', { user: '"9007199254740993"' }, '9007199254740993', undefined],
    ['`null` before a cookie', { user: 'null', userCookie: 'USER-2' }, 'USER-2', undefined],
    ['a blank user id before a cookie', { user: '""', userCookie: 'USER-2' }, undefined, undefined],
    [
      'a blank cookie before localStorage',
      { anonymous: '"ANON-1"', anonymousCookie: '' },
      undefined,
      'ANON-1',
    ],
    ['`null` in a cookie', { anonymous: '"ANON-1"', anonymousCookie: 'null' }, undefined, 'ANON-1'],
  ])('reads %s', (_what, device, userId, anonymousId) => {
    expect(read(page, device)).toMatchObject({ userId, anonymousId })
  })

  it.each<[string, Device]>([
    ['an object', { user: '{"a":1}' }],
    ['a list', { anonymous: '["ANON-1"]' }],
    ['`true`', { user: 'true' }],
    ['a cookie with an invalid escape', { userCookie: '%E0%A4%A' }],
    ['a cookie with a raw percent sign', { user: '"USER-1"', anonymousCookie: '50%-off' }],
    ['the first version’s cookie', { oldCookie: 'USER-OLD', user: '"USER-1"' }],
    ['the cookie of even older versions', { oldestCookie: 'ANON-OLD----USER-OLD', anonymous: '"ANON-1"' }],
  ])('isn’t certain with %s', (_what, device) => {
    expect(read(page, device)).toBeUndefined()
  })

  it('reads the user id from the given key, not from a cookie with a similar name', () => {
    fill(page, { user: '"USER-1"' })
    page.cookie = 'not_my_user=USER-2; my_user=USER-3; b=2'
    expect(storedIdentity('my_user')).toMatchObject({ userId: 'USER-3' })
    page.cookie = 'not_my_user=USER-2; my_user'
    expect(storedIdentity('my_user')?.userId).toBeUndefined()
  })

  it('reads traits only on demand', () => {
    const getItem = jest.spyOn(page.storage.constructor.prototype as Storage, 'getItem')
    page.storage.setItem('ajs_user_traits', '{"plan":"pro"}')
    const identity = storedIdentity('ajs_user_id')
    expect(getItem).not.toHaveBeenCalledWith('ajs_user_traits')
    expect(identity?.traits?.()).toEqual({ plan: 'pro' })
    page.storage.setItem('ajs_user_traits', '{')
    expect(identity?.traits?.()).toBeUndefined()
  })

  it('throws if the browser blocks cookies', () => {
    page.block('document')
    expect(() => storedIdentity('ajs_user_id')).toThrow('Access is denied')
  })

  it('reads cookies even if the browser blocks localStorage', () => {
    fill(page, { userCookie: 'USER-2', anonymousCookie: 'ANON-2' })
    page.block('localStorage')
    const identity = storedIdentity('ajs_user_id')
    expect(identity).toMatchObject({ userId: 'USER-2', anonymousId: 'ANON-2' })
    expect(identity?.traits?.()).toBeUndefined()
  })
})
