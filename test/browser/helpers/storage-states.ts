/** The raw values on a visitor's device, and the site's load options for analytics.js. */
export interface State {
  readonly local?: Readonly<Record<string, string>>
  readonly cookies?: Readonly<Record<string, string>>
  readonly loadOptions?: object
}

export const local = { ajs_user_id: '"USER-1"', ajs_anonymous_id: '"ANON-1"' }
const cookies = { ajs_user_id: 'USER-2', ajs_anonymous_id: 'ANON-2' }
const both = { local, cookies }

const inLocalStorage = (id: string): State => ({ local: { ajs_user_id: id, ajs_anonymous_id: id } })
const inCookies = (id: string): State => ({ cookies: { ajs_user_id: id, ajs_anonymous_id: id } })

export const states: readonly (readonly [string, State])[] = [
  ['nothing', {}],
  ['ids in localStorage', { local }],
  ['ids in cookies, one of them encoded', { cookies: { ...cookies, ajs_user_id: 'jo%40shop.test' } }],
  ['other ids in cookies than in localStorage', both],
  [
    'a user id in localStorage and an anonymous id in a cookie',
    { local: { ajs_user_id: '"USER-1"' }, cookies: { ajs_anonymous_id: 'ANON-2' } },
  ],
  ['plain text in localStorage', inLocalStorage('plain-text')],
  ['numbers in localStorage', inLocalStorage('123')],
  ['numbers too long for JavaScript in localStorage', inLocalStorage('9007199254740993')],
  ['a user id of many digits as text in localStorage', { local: { ajs_user_id: '"9007199254740993"' } }],
  ['objects in localStorage', inLocalStorage('{"a":1}')],
  ['lists in localStorage', inLocalStorage('[1]')],
  ['`true` in localStorage', inLocalStorage('true')],
  ['`false` and zero in localStorage', { local: { ajs_user_id: 'false', ajs_anonymous_id: '0' } }],
  ['`null` in localStorage, ids in cookies', { ...inLocalStorage('null'), cookies }],
  ['blank ids in localStorage, ids in cookies', { ...inLocalStorage('""'), cookies }],
  ['JSON text in cookies', inCookies('"x"')],
  ['numbers in cookies', inCookies('123')],
  ['objects in cookies', inCookies('{"a":1}')],
  ['`null` in cookies, ids in localStorage', { ...inCookies('null'), local }],
  ['empty cookies, ids in localStorage', { ...inCookies(''), local }],
  ['a raw percent sign in cookies', inCookies('50%-off')],
  ['a percent sign that encodes nothing in cookies', inCookies('%E0%A4%A')],
  ['the old cookie `ajs_user` with text', { cookies: { ajs_user: 'USER-OLD' } }],
  [
    'the old cookie `ajs_user` with an object',
    { cookies: { ajs_user: '{"id":"USER-OLD","traits":{"plan":"pro"}}' } },
  ],
  [
    'the old cookie `ajs_user` beside new ids',
    { local, cookies: { ...cookies, ajs_user: '{"id":"USER-OLD"}' } },
  ],
  ['the old cookie `_sio`', { cookies: { _sio: 'ANON-OLD----USER-OLD' } }],
  [
    'ids, and analytics.js with `disableClientPersistence`',
    { ...both, loadOptions: { disableClientPersistence: true } },
  ],
  [
    'ids, and analytics.js with `user.persist: false`',
    { ...both, loadOptions: { user: { persist: false } } },
  ],
  [
    'ids, and analytics.js with `user.persist` in spite of `disableClientPersistence`',
    { ...both, loadOptions: { disableClientPersistence: true, user: { persist: true } } },
  ],
  ['ids, and analytics.js with `user.disable`', { ...both, loadOptions: { user: { disable: true } } }],
  [
    'a stale id under the usual key, and analytics.js with another',
    { local: { ...local, my_user: '"USER-MINE"' }, loadOptions: { user: { cookie: { key: 'my_user' } } } },
  ],
  [
    'ids, and analytics.js with `user.localStorageFallbackDisabled`',
    { ...both, loadOptions: { user: { localStorageFallbackDisabled: true } } },
  ],
  [
    'an old cookie, and analytics.js with localStorage alone',
    {
      local,
      cookies: { ajs_user: 'USER-OLD', _sio: 'ANON-OLD' },
      loadOptions: { storage: { stores: ['localStorage'] } },
    },
  ],
  ['ids, and analytics.js with cookies alone', { ...both, loadOptions: { storage: { stores: ['cookie'] } } }],
  [
    'ids, and analytics.js with localStorage alone',
    { ...both, loadOptions: { storage: { stores: ['localStorage'] } } },
  ],
  ['ids, and analytics.js with memory alone', { ...both, loadOptions: { storage: { stores: ['memory'] } } }],
  [
    'ids, and analytics.js with cookies before localStorage',
    { ...both, loadOptions: { storage: { stores: ['cookie', 'localStorage'] } } },
  ],
  [
    'ids, and analytics.js with stores for the user alone',
    { ...both, loadOptions: { user: { storage: { stores: ['cookie'] } } } },
  ],
  [
    'ids, and analytics.js with a store that it doesn’t know',
    { ...both, loadOptions: { storage: { stores: ['session'] } } },
  ],
]
