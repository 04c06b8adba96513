/**
 * Draws what imports what, as Mermaid: the packages, and the folders and files of each larger package. Fails if they import each
 * other in a circle. `node scripts/import-diagrams.mjs [packages folder]` prints the diagrams.
 */
import { join } from 'node:path'
import { findCircle, groupImports, readSources, withoutShortcuts } from './import-graph.mjs'
import { folderNotes, packageNotes } from './import-notes.mjs'
import { fail, root } from './step.mjs'

const arrows = { code: '-->', types: '-.->', path: '--o' }

/** A package with fewer files than this explains itself. */
const fewFiles = 10

/** With fewer folders than this, files next to them have their own boxes. */
const fewFolders = 3

/**
 * The diagrams by name: `imports` for the packages, `imports/cli` for a larger one, and `imports/cli/doctor` for a folder with
 * several folders. Throws an error that names a circle.
 */
export function importDiagrams(packages = join(root, 'packages')) {
  const { modules, imports } = readSources(packages)
  const edges = groupImports(imports, packageOf)
  const names = [...new Set(modules.map(packageOf))]
  return Object.fromEntries([
    ['imports', diagram(partsOf(names, edges), edges, (name) => [name, packageNotes[name]])],
    ...drawnFolders(modules).map((folder) => [
      `imports/${nameOf(folder)}`,
      folderDiagram(folder, modules, imports),
    ]),
  ])
}

/** The `src` of each package with many files, and every folder with many folders. */
function drawnFolders(modules) {
  const folders = new Set(modules.flatMap((path) => foldersAbove(path)))
  return [...folders].sort().filter((folder) => {
    const inside = modules.filter((path) => path.startsWith(folder))
    if (folder.endsWith('/src/')) return inside.length >= fewFiles
    return new Set(inside.map(partIn(folder)).filter((part) => part && isFolder(part))).size >= fewFolders
  })
}

/** `cli/src/`, `cli/src/doctor/` for `cli/src/doctor/check`. */
function foldersAbove(path) {
  const names = path.split('/')
  return names.slice(2).map((_, index) => `${names.slice(0, index + 2).join('/')}/`)
}

function folderDiagram(folder, modules, imports) {
  const partOf = partIn(folder)
  const edges = groupImports(imports, partOf)
  refuseCircle(folder, edges)
  const parts = partsOf(modules.map(partOf), edges)
  const boxOf = joinFiles(parts, edges)
  const joined = groupImports(imports, (path) => boxOf(partOf(path)))
  return diagram(partsOf(parts.map(boxOf), joined), joined, (box) =>
    isFolder(box) ? [box, folderNotes[`${nameOf(folder)}/${box}`]] : [box.replaceAll(' ', ' · ')],
  )
}

function nameOf(folder) {
  return folder.replace('/src', '').slice(0, -1)
}

function packageOf(path) {
  return path.split('/')[0]
}

/**
 * Names the part of a folder that a path belongs to: a folder in it (`checks/`), or a file (`run`). Generated types belong to
 * no part, and neither does a package's index, which imports everything.
 */
function partIn(folder) {
  return (path) => {
    if (!path.startsWith(folder) || path.endsWith('/generated-types') || path.endsWith('/src/index'))
      return undefined
    const [first, second] = path.slice(folder.length).split('/')
    return second ? `${first}/` : first
  }
}

function partsOf(known, edges) {
  return [...new Set([...known, ...edges.flatMap(({ from, to }) => [from, to])])].filter(Boolean).sort()
}

function isFolder(part) {
  return part.endsWith('/')
}

/**
 * Names the box of a part. Next to many folders, two boxes collect the files: those that no folder needs, and those that need
 * no folder. Next to few, one box collects the files without any arrow.
 */
function joinFiles(parts, edges) {
  const folders = parts.filter(isFolder)
  const files = parts.filter((part) => !isFolder(part))
  const below = reach(folders, edges, 'from', 'to')
  const above = reach(folders, edges, 'to', 'from')
  const groups =
    folders.length < fewFolders
      ? [files.filter((file) => !edges.some(({ from, to }) => from === file || to === file))]
      : [
          files.filter((file) => !below.has(file)),
          files.filter((file) => below.has(file) && !above.has(file)),
        ]
  return (part) => groups.find((group) => group.includes(part))?.join(' ') ?? part
}

function reach(starts, edges, near, far) {
  const reached = new Set(starts)
  for (const part of reached) for (const edge of edges) if (edge[near] === part) reached.add(edge[far])
  return reached
}

function refuseCircle(folder, edges) {
  const circle = findCircle(edges)
  if (circle === undefined) return
  const imports = circle.flatMap((edge) => edge.imports.map(({ from, to }) => `  ${from} imports ${to}`))
  throw new Error(
    `Parts of ${nameOf(folder)} import each other in a circle: ${circle.map(({ from }) => from).join(' → ')} → ${circle[0].from}\n${imports.join('\n')}`,
  )
}

function diagram(boxes, edges, labelOf) {
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
