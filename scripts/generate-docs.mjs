/**
 * Writes the generated parts of the documents: tables from the schemas and from the texts of `--help`, diagrams from the
 * imports, and install recipes with the version and hash of their script. `--check` writes nothing and fails if a file is out
 * of date. Needs a build.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, getFileInfo, resolveConfig } from 'prettier'
import { contractTables } from './contract-tables.mjs'
import { importDiagrams } from './import-diagrams.mjs'
import { pinnedRecipes, recipeBlocks } from './install-recipes.mjs'
import { optionTables } from './option-tables.mjs'
import { root } from './step.mjs'

const recipes = pinnedRecipes()
const parts = { ...contractTables(), ...importDiagrams(), ...optionTables(), ...recipeBlocks(recipes) }

const pages = readdirSync(join(root, 'docs/install')).filter((name) => name.endsWith('.md'))
const documents = [
  'docs/architecture.md',
  'docs/contract.md',
  ...pages.map((name) => `docs/install/${name}`),
  'packages/cli/README.md',
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
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run generate:docs`)
  process.exitCode = 1
}

/** A document with its generated parts up to date. */
function withParts(file) {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(
    /(<!-- begin ([\w./-]+): generated, do not edit -->\n)[\s\S]*?(<!-- end \2 -->)/g,
    (_, begin, name, end) => {
      if (parts[name] === undefined)
        throw new Error(`${file} has a generated part with an unknown name: ${name}`)
      return `${begin}\n${parts[name]}\n\n${end}`
    },
  )
  return { file, text }
}

/** Leaves files alone that Prettier can't read (Liquid and PHP), or that it must not touch. */
async function formatted(file, text) {
  const path = join(root, file)
  const { inferredParser } = await getFileInfo(path, { ignorePath: join(root, '.prettierignore') })
  return inferredParser === null ? text : format(text, { ...(await resolveConfig(path)), filepath: path })
}
