/** Builds one file per host from the sources of all packages, into `dist` or the folder that the argument names. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { build } from 'esbuild'
import { zipSync } from 'fflate'

const root = join(import.meta.dirname, '..')
const [outdir = join(root, 'dist')] = process.argv.slice(2)
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Maps the names of imports, such as `@experiment-impressions/contract/json`, to source files. */
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

/** The user-agent parser is the only third-party code. */
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

const otherTypes = (method) =>
  Object.fromEntries(['onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias'].map((name) => [name, method]))

const bundles = [
  {
    file: 'segment-destination-function.js',
    entry: 'src/segment/destination-function.ts',
    title: 'Segment destination function. Paste the whole file',
    methods: { onTrack: 'onTrack', onBatch: 'onBatch', ...otherTypes('ignore') },
    settings: 'destinationFunctionSettings',
  },
  {
    file: 'segment-destination-insert-function.js',
    entry: 'src/segment/insert-function.ts',
    title: 'Segment destination insert function. Paste the whole file',
    methods: { onTrack: 'onTrack', ...otherTypes('passOn') },
    settings: 'insertFunctionSettings',
  },
  {
    file: 'rudderstack-transformation.js',
    entry: 'src/rudderstack/transformation.ts',
    title: 'RudderStack transformation. Paste the whole file',
    // RudderStack appends code that calls the function by this name, so an export of a minified name isn't enough.
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
    // Editors on web pages are slow with lines of 50 kB.
    lineLimit: 120,
    charset: 'utf8',
    alias: sources,
    // The user-agent parser looks for a page and a module loader, which no host has.
    define: { window: 'undefined', define: 'undefined' },
    mainFields: ['main'],
    logLevel: 'warning',
  })
  const code = bannerOf(title) + outputFiles[0].text
  writeFileSync(join(outdir, file), code)
  console.log(`${file}: ${Buffer.byteLength(code)} bytes`)
  if (zip !== undefined) writeFileSync(join(outdir, file.replace(/mjs$/, 'zip')), zipped(zip, code))
}

/** The same file makes the same archive on every machine, so that a deployment shows whether anything has changed. */
const zipped = (name, code) =>
  zipSync(
    { [name]: Buffer.from(code) },
    // Local time, as zip stores it. Lambda runs as another user, who must be able to read the file: mode 0644, as on Unix.
    { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 },
  )

/** The settings of each function, in the form that Segment's Public API expects. */
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
