/**
 * Draws what imports what, as Mermaid: the packages, and the folders and files of each larger package. Fails if parts of a
 * package import each other in a circle. `node scripts/import-diagrams.mjs [packages folder]` prints the diagrams.
 */
import { join } from 'node:path'
import { findCircle, groupImports, readImports, withoutShortcuts } from './import-graph.mjs'
import { folderNotes, packageNotes } from './import-notes.mjs'
import { fail, root } from './step.mjs'

const arrows = { code: '-->', types: '-.->', path: '--o' }

/** A package with fewer files than this explains itself. */
const fewFiles = 10

/** With fewer folders than this, each file next to them has its own box. */
const fewFolders = 3

/** Still tangled; each goes from this list when it no longer is. */
const tangled = ['cli', 'sandbox']

/** The diagrams by name: `imports` and, for each larger package, `imports/<package>`. Throws an error that names a circle. */
export function importDiagrams(packages = join(root, 'packages')) {
  const imports = readImports(packages)
  const names = [...new Set(imports.map(({ from }) => packageOf(from)))]
  const between = groupImports(imports, packageOf)
  return Object.fromEntries([
    ['imports', diagram(between, (name) => [name, packageNotes[name]])],
    ...names.flatMap((name) => {
      const inside = imports.filter(({ from, to }) => packageOf(from) === name && to.startsWith(`${name}/`))
      const files = new Set(inside.flatMap(({ from, to }) => [from, to]))
      return files.size < fewFiles || tangled.includes(name)
        ? []
        : [[`imports/${name}`, packageDiagram(name, inside)]]
    }),
  ])
}

function packageDiagram(name, imports) {
  const edges = groupImports(imports, partOf)
  refuseCircle(name, edges)
  const boxOf = joinFiles(edges)
  const joined = groupImports(imports, (path) => boxOf(partOf(path)))
  return diagram(joined, (box) =>
    isFolder(box) ? [box, folderNotes[`${name}/${box}`]] : [box.replaceAll(' ', ' · ')],
  )
}

function packageOf(path) {
  return path.split('/')[0]
}

/** A part is a folder of `src` (`checks/`), or a file directly in it (`run`). Generated types and public names show nothing. */
function partOf(path) {
  const [, , first, second] = path.split('/')
  if (path.endsWith('/generated-types') || (first === 'index' && !second)) return undefined
  return second ? `${first}/` : first
}

function isFolder(part) {
  return part.endsWith('/')
}

/**
 * Puts the files next to many folders into two boxes: those that no folder needs, and those that need no folder. A file in
 * between keeps its own.
 */
function joinFiles(edges) {
  const parts = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort()
  const folders = parts.filter(isFolder)
  if (folders.length < fewFolders) return (part) => part
  const below = reach(folders, edges, 'from', 'to')
  const above = reach(folders, edges, 'to', 'from')
  const files = parts.filter((part) => !isFolder(part))
  const entry = files.filter((file) => !below.has(file)).join(' ')
  const base = files.filter((file) => below.has(file) && !above.has(file)).join(' ')
  return (part) => [entry, base].find((box) => part && box.split(' ').includes(part)) ?? part
}

function reach(starts, edges, near, far) {
  const reached = new Set(starts)
  for (const part of reached) for (const edge of edges) if (edge[near] === part) reached.add(edge[far])
  return reached
}

function refuseCircle(name, edges) {
  const circle = findCircle(edges)
  if (circle === undefined) return
  const imports = circle.flatMap((edge) => edge.imports.map(({ from, to }) => `  ${from} imports ${to}`))
  throw new Error(
    `Parts of ${name} import each other in a circle: ${circle.map(({ from }) => from).join(' → ')} → ${circle[0].from}\n${imports.join('\n')}`,
  )
}

function diagram(edges, labelOf) {
  const boxes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort()
  // Mermaid's own words and signs aside, any name is an id.
  const idOf = (box) => box.split(' ')[0].replaceAll(/\W/g, '_')
  return [
    '```mermaid',
    'flowchart TD',
    ...boxes.map((box) => `  ${idOf(box)}["${labelOf(box).filter(Boolean).join('<br/>')}"]`),
    ...withoutShortcuts(edges).map(({ from, to, kind }) => `  ${idOf(from)} ${arrows[kind]} ${idOf(to)}`),
    '```',
  ].join('\n')
}

if (process.argv[1] === import.meta.filename)
  try {
    for (const [name, text] of Object.entries(importDiagrams(process.argv[2])))
      console.log(`${name}\n\n${text}\n`)
  } catch (error) {
    fail(error.message)
  }
