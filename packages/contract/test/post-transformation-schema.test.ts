import Ajv from 'ajv'
import { postTransformationJsonSchema } from '../src/index.js'
import { corpus } from './helpers/corpus.js'

describe(postTransformationJsonSchema, () => {
  const accepts = new Ajv({ strict: false }).compile(postTransformationJsonSchema())
  const sent = corpus.flatMap(({ name, expected }) =>
    expected.kind === 'send' ? [{ name, value: expected.event }] : [],
  )

  it.each(sent)('accepts $name', ({ value }) => {
    expect(accepts(value)).toBe(true)
  })

  it.each(sent.slice(0, 3))(
    'rejects $name without an id, with both operators, or with a plain user property',
    ({ value }) => {
      const { user_id: _u, device_id: _d, ...nobody } = value
      expect(accepts(nobody)).toBe(false)
      expect(accepts({ ...value, user_properties: { $set: { a: 'b' }, $unset: { a: '-' } } })).toBe(false)
      expect(accepts({ ...value, user_properties: { plan: 'pro' } })).toBe(false)
    },
  )
})
