import Ajv from 'ajv'
import { postTransformationJsonSchema, preTransformationJsonSchema } from '../src/index.js'
import { corpus } from './helpers/corpus.js'

const ajv = new Ajv({ strict: false })

describe(preTransformationJsonSchema, () => {
  const accepts = ajv.compile(preTransformationJsonSchema())

  it.each(corpus.filter(({ name }) => name.startsWith('recorded-')))('accepts $name', ({ event }) => {
    expect(accepts(event)).toBe(true)
  })

  it.each([
    {},
    { type: 'track', event: '$impression', properties: {} },
    { type: 'track', event: '$impression', properties: { flag_key: 1 } },
  ])('refuses %j', (event) => {
    expect(accepts(event)).toBe(false)
  })
})

describe(postTransformationJsonSchema, () => {
  const accepts = ajv.compile(postTransformationJsonSchema())
  const sent = corpus.flatMap(({ name, expected }) =>
    expected.kind === 'send' ? [{ name, value: expected.event }] : [],
  )

  it.each(sent)('accepts $name', ({ value }) => {
    expect(accepts(value)).toBe(true)
  })

  it.each(sent.slice(0, 3))(
    'refuses $name without an id, with both operators, or with a plain user property',
    ({ value }) => {
      const { user_id: _u, device_id: _d, ...nobody } = value
      expect(accepts(nobody)).toBe(false)
      expect(accepts({ ...value, user_properties: { $set: { a: 'b' }, $unset: { a: '-' } } })).toBe(false)
      expect(accepts({ ...value, user_properties: { plan: 'pro' } })).toBe(false)
    },
  )
})
