/** The tables of `docs/contract.md`, from the contract's schemas. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  postTransformationJsonSchema,
  preTransformationJsonSchema,
  trackEventSchema,
} from '@experiment-impressions/contract'

// Only the contract depends on zod.
const z = createRequire(join(import.meta.dirname, '../packages/contract/package.json'))('zod/mini')

/** The tables, by their names in the document. */
export function contractTables() {
  const [recorded, identify] = postTransformationJsonSchema().anyOf
  return {
    // This schema says what senders should send. The JSON Schema is more lenient: it says what is refused.
    pre: table(z.toJSONSchema(trackEventSchema, { target: 'draft-7' }), preTransformationJsonSchema()),
    post: table(recorded),
    identify: table(identify),
  }
}

/** A table of a schema's fields. Their meanings come from the schema `described`. */
function table(schema, described = schema) {
  const meanings = new Map(fields(described).map(({ path, description }) => [path.join(), description]))
  const rows = fields(schema).map(({ path, type, required }) => {
    const name = path.join(' › ')
    return `| \`${name}\` | ${type} | ${required ? 'yes' : ''} | ${meanings.get(path.join())} |`
  })
  return ['| field | type | required | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** The fields of an object schema, each object followed by its own fields. */
function fields(schema, path = []) {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const at = [...path, key]
    const required = schema.required?.includes(key) ?? false
    return [
      { path: at, type: typeOf(field), required, description: field.description ?? '' },
      ...fields(field, at),
    ]
  })
}

function typeOf({ type, enum: values, const: value, anyOf }) {
  if (value !== undefined) return code(value)
  if (values !== undefined) return values.map(code).join(' or ')
  if (anyOf !== undefined)
    return anyOf
      .map((one) =>
        Object.keys(one.properties ?? {})
          .map(code)
          .join(', '),
      )
      .join(' or ')
  return [type ?? 'any'].flat().join(' or ')
}

function code(value) {
  return `\`${value}\``
}
