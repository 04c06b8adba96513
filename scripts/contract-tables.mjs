/** The tables of `docs/contract.md`, from the contract's schemas. */
import { postTransformationJsonSchema, preTransformationJsonSchema } from '@experiment-impressions/contract'

/** Each table under the name of its place in the document. */
export function contractTables() {
  const [recorded, identify] = postTransformationJsonSchema().anyOf
  return {
    pre: table(preTransformationJsonSchema()),
    post: table(recorded),
    identify: table(identify),
  }
}

function table(schema) {
  const rows = fields(schema).map(({ path, type, required, description }) => {
    const name = path.join(' › ')
    return `| \`${name}\` | ${type} | ${required ? 'yes' : ''} | ${description} |`
  })
  return ['| field | type | required | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** The fields of an object schema, nested ones after the object that holds them. */
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
