import fc from 'fast-check'
import { createStoredIdentity } from '../../src/mparticle/stored-identity.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')

/** Encodes a record as the SDK does (2.68, `persistence.js`). */
const encode = (stored: object): string => JSON.stringify(stored).replace(/"/g, "'").replace(/,/g, '|')

const known = (customerId: string, attributes: object = {}): string =>
  encode({
    gs: { ie: 1, das: 'DEVICE-1' },
    l: 1,
    '123': { fst: 1, ui: part({ '1': customerId, '7': 'a@b.test' }), ua: part(attributes) },
    cu: '123',
  })

const read = (): object | undefined => {
  const viewer = createStoredIdentity()()
  return viewer && { ...viewer, traits: viewer.traits?.() }
}

it('is unknown if nothing is stored', () => {
  expect(read()).toBeUndefined()
})

it('reads any customer id and any attributes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })),
      (customerId, attributes) => {
        page.storage.setItem('mprtcl-v4_abc', known(customerId, attributes))
        expect(read()).toEqual({
          userId: customerId,
          account: '123',
          anonymousId: 'DEVICE-1',
          traits: { ...attributes },
          isDeviceAlone: false,
        })
      },
    ),
  )
})

it.each(['mprtcl-v4', 'mprtcl-v4_abc123'])('finds the record under %s, and ignores similar keys', (key) => {
  page.storage.setItem('mprtcl-v4_abc123-id-cache', '{}')
  page.storage.setItem('mprtcl-prodv4', '{}')
  page.storage.setItem(key, known('USER-1'))
  page.storage.setItem('mprtcl-v4_abc123-batches', '[]')
  expect(read()).toMatchObject({ userId: 'USER-1' })
})

it('finds the record in a cookie', () => {
  page.cookie = `a=1; mprtcl-v4_abc123=${known('USER-1')}; b=2`
  expect(read()).toMatchObject({ userId: 'USER-1', anonymousId: 'DEVICE-1' })
})

it('names only the device if the visitor isn’t logged in', () => {
  page.storage.setItem('mprtcl-v4', encode({ gs: { das: 'DEVICE-1' }, l: 0, '9': { fst: 1 }, cu: '9' }))
  expect(read()).toEqual({
    userId: undefined,
    account: undefined,
    anonymousId: 'DEVICE-1',
    traits: undefined,
    isDeviceAlone: false,
  })
})

it('marks the device as alone if the SDK doesn’t know yet who is there', () => {
  page.storage.setItem('mprtcl-v4', encode({ gs: { das: 'DEVICE-1' }, l: 0 }))
  expect(read()).toMatchObject({ anonymousId: 'DEVICE-1', isDeviceAlone: true })
})

it('finds the record as soon as it exists', () => {
  const stored = createStoredIdentity()
  expect(stored()).toBeUndefined()
  page.storage.setItem('mprtcl-v4', known('USER-1'))
  expect(stored()).toMatchObject({ userId: 'USER-1' })
})

it('never throws, whatever is stored', () => {
  fc.assert(
    fc.property(fc.json(), fc.string({ unit: 'binary' }), (json, text) => {
      page.cookie = `mprtcl-v4=${text}`
      page.storage.setItem('mprtcl-v4', json)
      expect(() => read()).not.toThrow()
      page.storage.setItem('mprtcl-v4', text)
      expect(() => read()).not.toThrow()
    }),
  )
})

it.each<object>([{ cu: 7 }, { cu: 'A', A: 7, gs: 7 }, { cu: 'A', A: { ui: 7, ua: '%' }, gs: { das: {} } }])(
  'doesn’t accept %j as an identity',
  (stored) => {
    page.storage.setItem('mprtcl-v4', encode(stored))
    expect(read()).toMatchObject({
      userId: undefined,
      account: undefined,
      anonymousId: undefined,
      traits: undefined,
    })
  },
)

it('is unknown if the browser blocks storage and cookies', () => {
  page.block('localStorage', 'document')
  expect(read()).toBeUndefined()
})
