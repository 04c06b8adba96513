import fc from 'fast-check'
import { storedRudderstackIdentity } from '../../src/rudderstack/stored-identity.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

/** As the SDK encodes a value (3.34, `StorageEncryption`). */
const encode = (value: unknown): string =>
  `RS_ENC_v3_${Buffer.from(JSON.stringify(value)).toString('base64')}`

const read = (): object => {
  const { traits, ...ids } = storedRudderstackIdentity()
  return { ...ids, traits: traits?.() }
}

const nothing = { userId: undefined, account: undefined, anonymousId: undefined, traits: undefined }

it('names nobody if nothing is stored', () => {
  expect(read()).toEqual(nothing)
})

it('reads any id and any traits, from cookies and from localStorage', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })),
      fc.boolean(),
      (id, traits, isCookie) => {
        const values = { rl_user_id: id, rl_anonymous_id: `anon-${id}`, rl_trait: traits }
        const encoded = Object.entries(values).map(([key, value]) => [key, encode(value)] as const)
        page.storage.clear()
        page.cookie = ''
        if (isCookie)
          page.cookie = encoded.map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join('; ')
        // In localStorage, the text is wrapped in JSON again.
        else for (const [key, text] of encoded) page.storage.setItem(key, JSON.stringify(text))
        expect(read()).toEqual({ userId: id, account: id, anonymousId: `anon-${id}`, traits: { ...traits } })
      },
    ),
  )
})

it('prefers localStorage to a cookie, as the SDK does when it moves everything to one place', () => {
  page.cookie = `rl_user_id=${encodeURIComponent(encode('COOKIE'))}`
  page.storage.setItem('rl_user_id', JSON.stringify(encode('LOCAL')))
  expect(read()).toMatchObject({ userId: 'LOCAL' })
})

it.each([
  'USER-1',
  'RudderEncrypt:U2FsdGVkX1%2B',
  'RS_ENC_v3_',
  encode(''),
  encode(7),
  encode({ a: 1 }),
  encode(null),
])('doesn’t accept %s as an id', (text) => {
  page.cookie = `rl_user_id=${text}; rl_anonymous_id=${text}`
  expect(read()).toEqual(nothing)
})

it('never throws, whatever is stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isPrefixed) => {
      const value = isPrefixed ? `RS_ENC_v3_${text}` : text
      page.cookie = `rl_user_id=${value}; rl_trait=${value}`
      page.storage.setItem('rl_anonymous_id', value)
      expect(() => read()).not.toThrow()
    }),
  )
})

it('names nobody if the browser blocks storage and cookies', () => {
  page.block('localStorage', 'document')
  expect(read()).toEqual(nothing)
})
