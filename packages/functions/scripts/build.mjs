/** Builds one file for each host into `dist`, or into the folder given as argument, from the sources of all packages. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { build } from 'esbuild'
import { zipSync } from 'fflate'

const root = join(import.meta.dirname, '..')
const [outdir = join(root, 'dist')] = process.argv.slice(2)
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The sources of what the bundles import, by the name it is imported as: `@experiment-impressions/contract/json`. */
const sources = Object.fromEntries(
  ['contract', 'delivery', 'destination'].flatMap((one) => {
    const folder = join(root, '..', one)
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return Object.keys(exports)
      .filter((subpath) => subpath !== './package.json')
      .map((subpath) => [
        posix.join('@experiment-impressions', one, subpath),
        join(folder, 'src', subpath, 'index.ts'),
      ])
  }),
)

/** The parser of user agents is the only code of somebody else's. */
const notice = 'Includes UAParser.js 0.7.33, © 2012–2021 Faisal Salman, MIT License.'

const bannerOf = (title) => `// ${name} ${version}: ${title}.\n// MIT License. ${notice}\n`

/** Segment finds a function's handlers by their names, at the top level of a script. */
const handlers = (methods) =>
  Object.entries(methods)
    .map(
      ([handler, method]) =>
        `async function ${handler}(event, settings) {\n  return ${iife}.${method}(event, settings)\n}`,
    )
    .join('\n')

const iife = 'experimentImpressions'

const passedOver = (method) =>
  Object.fromEntries(['onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias'].map((name) => [name, method]))

const bundles = [
  {
    file: 'segment-destination-function.js',
    entry: 'src/segment/destination-function.ts',
    title: 'Segment destination function. Paste the whole file',
    methods: { onTrack: 'onTrack', onBatch: 'onBatch', ...passedOver('ignore') },
    settings: 'destinationFunctionSettings',
  },
  {
    file: 'segment-destination-insert-function.js',
    entry: 'src/segment/insert-function.ts',
    title: 'Segment destination insert function. Paste the whole file',
    methods: { onTrack: 'onTrack', ...passedOver('passOn') },
    settings: 'insertFunctionSettings',
  },
  {
    file: 'rudderstack-transformation.js',
    entry: 'src/rudderstack/transformation.ts',
    title: 'RudderStack transformation. Paste the whole file',
    // RudderStack appends code that calls it by this name: the export alone, of a shortened name, wouldn't do.
    footer: `export function transformEvent(event) {\n  return ${iife}.transformEvent(event)\n}`,
  },
  {
    file: 'jitsu-function.js',
    entry: 'src/jitsu/function.ts',
    title: 'Jitsu function. Paste the whole file',
  },
  {
    file: 'aws-lambda.mjs',
    entry: 'src/aws-lambda/index.ts',
    title: 'AWS Lambda handlers index.sqs, index.kinesis and index.kafka',
    platform: 'node',
    zip: 'index.mjs',
  },
]

const bundle = async (one) => {
  const {
    file,
    entry,
    title,
    methods,
    footer = methods && handlers(methods),
    platform = 'neutral',
    zip,
  } = one
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    target: 'es2021',
    platform,
    ...(footer ? { format: 'iife', globalName: iife, footer: { js: footer } } : { format: 'esm' }),
    minify: true,
    // Editors in web pages are slow with lines of 50 kB.
    lineLimit: 120,
    charset: 'utf8',
    alias: sources,
    // The parser of user agents looks for a page and a module loader, which no host has.
    define: { window: 'undefined', define: 'undefined' },
    mainFields: ['main'],
    logLevel: 'warning',
  })
  const code = bannerOf(title) + outputFiles[0].text
  writeFileSync(join(outdir, file), code)
  console.log(`${file}: ${Buffer.byteLength(code)} bytes`)
  if (zip !== undefined) writeFileSync(join(outdir, file.replace(/mjs$/, 'zip')), zipped(zip, code))
}

/** The same file gives the same archive on every machine, so that whoever deploys it sees whether anything has changed. */
const zipped = (name, code) =>
  zipSync(
    { [name]: Buffer.from(code) },
    // Local time, which zip keeps. Lambda runs as another user, who has to be able to read the file: 0644, as Unix keeps it.
    { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 },
  )

/** What a function asks its admin for, in the form that Segment's Public API takes. */
const settings = async () => {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/segment/function-settings.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    alias: sources,
    logLevel: 'warning',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

rmSync(outdir, { recursive: true, force: true })
mkdirSync(outdir, { recursive: true })
await Promise.all(bundles.map(bundle))
const lists = await settings()
for (const { file, settings: list } of bundles)
  if (list !== undefined)
    writeFileSync(
      join(outdir, file.replace(/js$/, 'json')),
      `${JSON.stringify({ settings: lists[list] }, null, 2)}\n`,
    )
