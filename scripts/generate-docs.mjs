/**
 * Writes what is generated in the documents: tables from the schemas, install recipes with the version and the hash of the
 * script. `--check` writes nothing and fails where a file is not what it would be. Needs a build.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, getFileInfo, resolveConfig } from 'prettier'
import { contractTables } from './contract-tables.mjs'
import { pinnedRecipes, recipeBlocks } from './install-recipes.mjs'
import { root } from './step.mjs'

const recipes = pinnedRecipes()
const parts = { ...contractTables(), ...recipeBlocks(recipes) }

const pages = readdirSync(join(root, 'docs/install')).filter((name) => name.endsWith('.md'))
const documents = [
  'docs/contract.md',
  ...pages.map((name) => `docs/install/${name}`),
  'packages/source-plugin/README.md',
]

const isCheck = process.argv.includes('--check')
const stale = []
for (const { file, text } of [...recipes, ...documents.map(withParts)]) {
  const after = await formatted(file, text)
  if (readFileSync(join(root, file), 'utf8') === after) continue
  stale.push(file)
  if (!isCheck) writeFileSync(join(root, file), after)
}

if (isCheck && stale.length > 0) {
  console.error(`Not what the schemas and the build say: ${stale.join(', ')}. Run: npm run generate:docs`)
  process.exitCode = 1
}

/** A document with each of its parts as it has to be. */
function withParts(file) {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(
    /(<!-- begin ([\w./-]+): generated, do not edit -->\n)[\s\S]*?(<!-- end \2 -->)/g,
    (_, begin, name, end) => {
      if (parts[name] === undefined) throw new Error(`${file} has a part that nothing makes: ${name}`)
      return `${begin}\n${parts[name]}\n\n${end}`
    },
  )
  return { file, text }
}

/** Prettier leaves out what it cannot read: Liquid and PHP. */
async function formatted(file, text) {
  const path = join(root, file)
  const { inferredParser } = await getFileInfo(path)
  return inferredParser === null ? text : format(text, { ...(await resolveConfig(path)), filepath: path })
}
