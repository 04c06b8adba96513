/**
 * Writes the tables of `docs/contract.md` from the schemas. `--check` writes nothing and fails where the document is
 * not what it would be. Needs a build.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { postTransformationJsonSchema, preTransformationJsonSchema } from '@experiment-impressions/contract'

const file = join(import.meta.dirname, '../docs/contract.md')

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

const [recorded, identify] = postTransformationJsonSchema().anyOf
const tables = {
  pre: table(preTransformationJsonSchema()),
  post: table(recorded),
  identify: table(identify),
}

const before = readFileSync(file, 'utf8')
const written = before.replaceAll(
  /(<!-- begin (\w+): generated, do not edit -->\n)[\s\S]*?(<!-- end \2 -->)/g,
  (_, begin, name, end) => `${begin}\n${tables[name]}\n\n${end}`,
)
const after = await format(written, { ...(await resolveConfig(file)), filepath: file })

if (!process.argv.includes('--check')) writeFileSync(file, after)
else if (before !== after) {
  console.error('docs/contract.md is not what the schemas say. Run: npm run generate:docs')
  process.exitCode = 1
}
