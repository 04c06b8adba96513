/**
 * `npm run export:action-destination [-- folder]`: writes the destination as the folder that Segment's repository of action
 * destinations expects, self-contained and in that repository's style. See docs/contributing-to-segment.md.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compile } from 'json-schema-to-typescript'
import * as prettier from 'prettier'
import { metadataOf } from './action-metadata.mjs'
import { ensureReady, root } from './ready.mjs'
import { fail } from './step.mjs'

const usage = `Usage: npm run export:action-destination [-- folder]

Writes the destination as the folder that segmentio/action-destinations expects, into build/amplitude-experiment or the
folder that you name. It replaces an earlier export, but never touches a folder with anything else in it.
See docs/contributing-to-segment.md.`

const style = { parser: 'typescript', semi: false, singleQuote: true, printWidth: 120, trailingComma: 'none' }
const scope = '@experiment-impressions/'
const eventTypePath = 'schema/amplitude-event.ts'

export const defaultFolder = join(root, 'build/amplitude-experiment')

/** Replaces the folder, and returns the relative paths of its files. */
export async function exportActionDestination(folder) {
  rmSync(folder, { recursive: true, force: true })
  const files = {
    ...ownFiles('destination', 'src'),
    ...contribution(),
    ...(await inlined('contract', ['index.ts', 'json/index.ts'])),
    ...(await inlined('delivery', ['index.ts'])),
  }
  for (const [path, text] of Object.entries(files)) {
    const isSource = path.endsWith('.ts')
    write(join(folder, path), isSource ? await prettier.format(relocate(text, path), style) : text)
  }
  const metadata = metadataOf(loadDestination())
  write(join(folder, 'metadata.json'), await prettier.format(JSON.stringify(metadata), { parser: 'json' }))
  return [...Object.keys(files), 'metadata.json'].sort()
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** The files that only Segment's repository needs, and our index.ts with the default export by which it finds a destination. */
function contribution() {
  const { 'index.ts': withDefault, ...others } = ownFiles('destination', 'contribution')
  const { 'index.ts': index } = ownFiles('destination', 'src')
  return { ...others, 'index.ts': `${index}\n${withDefault.replace(/^import .*\n/gm, '')}` }
}

/** The texts of the files in a package's folder, by their paths within it. */
function ownFiles(name, folder) {
  const at = join(root, 'packages', name, folder)
  return Object.fromEntries(
    readdirSync(at, { recursive: true })
      .filter((path) => /\.(ts|snap)$/.test(path))
      .map((path) => [path, readFileSync(join(at, path), 'utf8')]),
  )
}

/** The files that these entries of a package need, in a folder named after it. Types replace the schemas. */
async function inlined(name, entries) {
  const all = ownFiles(name, 'src')
  const kept = {}
  const queue = [...entries]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (path in kept) continue
    kept[path] = path === eventTypePath ? await plainEventType() : withoutSchemas(path, all[path])
    for (const [, target] of kept[path].matchAll(/from '(\.{1,2}\/.+?)\.js'/g))
      queue.push(join(dirname(path), `${target}.ts`))
  }
  return Object.fromEntries(Object.entries(kept).map(([path, text]) => [join(name, path), text]))
}

/** Segment's repository doesn't use the schemas, and doesn't have zod. */
function withoutSchemas(path, text) {
  if (path !== 'index.ts') return text
  return text
    .replace('amplitudeEventSchema, type AmplitudeEvent', 'type AmplitudeEvent')
    .split(/\n(?=export )/)
    .filter((statement) => !statement.includes('/schema/') || statement.includes('type AmplitudeEvent'))
    .join('\n')
}

async function plainEventType() {
  const { postTransformationJsonSchema } = await import('@experiment-impressions/contract')
  return compile(postTransformationJsonSchema(), 'AmplitudeEvent', {
    bannerComment:
      '/** The post-transformation form: one impression or exposure as uploaded to Amplitude. */',
    additionalProperties: false,
  })
}

/** Makes imports by package name relative, and removes extensions. */
function relocate(text, path) {
  const up = relative(dirname(path), '.') || '.'
  return text
    .replaceAll(/from '@experiment-impressions\/([a-z/-]+)'/g, (_, name) => `from '${up}/${name}'`)
    .replaceAll(/from '(\.{1,2}\/[^']*)\.js'/g, "from '$1'")
}

function loadDestination() {
  return createRequire(import.meta.url)(`${scope}destination`).destination
}

/** Protects folders that hold anything but an earlier export. */
function mayBeErased(folder) {
  if (!existsSync(folder)) return true
  try {
    if (readdirSync(folder).length === 0) return true
    const { slug } = JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8'))
    return slug === loadDestination().slug
  } catch {
    return false
  }
}

function readFolder() {
  try {
    const { values, positionals } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (positionals.length > 1) fail(`Name one folder only.\n\n${usage}`, 2)
    return values.help ? undefined : resolve(positionals[0] ?? defaultFolder)
  } catch (error) {
    return fail(`${error.message}\n\n${usage}`, 2)
  }
}

if (process.argv[1] === import.meta.filename) {
  const folder = readFolder()
  if (folder === undefined) console.log(usage)
  else {
    await ensureReady('everything')
    if (!mayBeErased(folder))
      fail(`${folder} holds files from elsewhere. Name a new folder, an empty one or an earlier export.`, 2)
    const files = await exportActionDestination(folder)
    console.log(`Wrote ${files.length} files to ${folder}. Copy them to`)
    console.log(
      'packages/destination-actions/src/destinations/amplitude-experiment in your fork of segmentio/action-destinations.',
    )
  }
}
