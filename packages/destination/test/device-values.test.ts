import { keepOffTheNetwork } from '../../../test/helpers/network'
import { sent } from './helpers/device-fields'

keepOffTheNetwork()

describe('a value that isn’t a string', () => {
  it.each([
    ['a number', 17.5, '17.5'],
    ['zero', 0, '0'],
    ['a boolean', false, 'false'],
    ['an array of one', ['17'], '17'],
    ['an array of one number', [17], '17'],
  ])('is sent as its text if it is %s', async (_, version, text) => {
    expect(await sent({ app: { version } })).toStrictEqual({ app_version: text })
  })

  it.each([
    ['a whole number past 2^53', 2 ** 53],
    ['a number that prints with an exponent', 1e-7],
    ['a huge number', 1e21],
    ['an object', { major: 17 }],
    ['an array of more', ['17', '5']],
    ['null', null],
  ])('is left out if it is %s', async (_, version) => {
    expect(await sent({ app: { version }, os: { name: version }, library: { name: version } })).toStrictEqual(
      {},
    )
  })

  it('is left out if a whole section isn’t an object', async () => {
    expect(await sent({ device: 'phone', os: ['iOS'], app: null, library: 7 })).toEqual({})
    expect(await sent({ device: 'phone', os: ['iOS'], app: null, locale: {} })).toStrictEqual({})
  })

  it('is left out if it is inherited', async () => {
    const context: unknown = JSON.parse(
      '{ "device": { "__proto__": { "type": "ios" } }, "__proto__": { "ip": "1.2.3.4" } }',
    )
    expect(await sent(context)).toStrictEqual({})
  })
})

describe('an event without a context', () => {
  it('has no device fields', async () => {
    expect(await sent(undefined)).toStrictEqual({})
  })
})

describe('the library', () => {
  it('is sent even if its name is empty', async () => {
    expect(await sent({ library: { name: '' } })).toStrictEqual({ library: '' })
  })
})
