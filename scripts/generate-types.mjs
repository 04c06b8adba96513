/**
 * Writes the destination's `generated-types.ts` from its settings and fields, as Segment's own repository does.
 * `--check` writes nothing and fails if a file is out of date. Needs a build.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'

const require = createRequire(import.meta.url)
const { fieldsToJsonSchema } = require('@segment/actions-core')
const { destination } = require('@experiment-impressions/destination')

const source = join(import.meta.dirname, '../packages/destination/src')
const banner = '// Generated file. DO NOT MODIFY IT BY HAND: run `npm run generate:types`.'

const files = [
  { path: 'generated-types.ts', name: 'Settings', fields: destination.authentication.fields },
  ...Object.entries(destination.actions).map(([key, { fields }]) => ({
    path: `${key}/generated-types.ts`,
    name: 'Payload',
    fields,
  })),
]

let stale = 0
for (const { path, name, fields } of files) {
  const schema = JSON.parse(
    JSON.stringify(fieldsToJsonSchema(fields, { tsType: true })),
    // A title would turn every field into a named type.
    (key, value) => (key === 'title' && typeof value === 'string' ? undefined : value),
  )
  const types = await compile(schema, name, {
    bannerComment: banner,
    style: { semi: false, singleQuote: true },
  })
  const file = join(source, path)
  if (!process.argv.includes('--check')) writeFileSync(file, types)
  else if (readFileSync(file, 'utf8') !== types) {
    stale += 1
    console.error(`Out of date: ${path}. Run: npm run generate:types`)
  }
}
process.exitCode = stale === 0 ? 0 : 1
