/** The files of `docs/install/recipes`, with the version and hash of the script that each loads. */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { root } from './step.mjs'

const recipes = 'docs/install/recipes'
const plugin = join(root, 'packages/source-plugin')

/** The up-to-date recipes as `{ file, text }`, with paths from the repository's root. */
export function pinnedRecipes() {
  const { version } = readJson(join(plugin, 'package.json'))
  const integrity = readJson(join(plugin, 'dist/integrity.json'))
  return readdirSync(join(root, recipes), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .map((file) => ({ file, text: pinned(readFileSync(join(root, file), 'utf8'), version, integrity) }))
}

/** Pins the one script of ours that a recipe loads. */
function pinned(text, version, integrity) {
  const script = /experiment-impressions[\w-]*\.min\.js/.exec(text)?.[0]
  return text
    .replaceAll(/(@experiment-impressions\/source-plugin@)[^/]+(?=\/dist\/)/g, `$1${version}`)
    .replaceAll(/sha384-[\w+/=]+/g, integrity[script])
}

/** The recipes as code blocks, by their paths in the folder. */
export function recipeBlocks(pinned) {
  return Object.fromEntries(
    pinned.map(({ file, text }) => [
      file.slice(recipes.length + 1),
      `\`\`\`${extname(file).slice(1)}\n${text.trimEnd()}\n\`\`\``,
    ]),
  )
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
