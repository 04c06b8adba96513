import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { libraries, root, scope, useInstalledLibraries } from './helpers/packed-libraries'

const installation = useInstalledLibraries()
const { run, write } = installation

const imports = `
  import { transform, type AmplitudeEvent, type Decision } from '${scope}/contract'
  import { inspectEvent } from '${scope}/inspection'
  import { deliver } from '${scope}/delivery'
  import { destination } from '${scope}/destination'
  import { estimateImpressions } from '${scope}/estimate'
  import { createExperimentIntegration } from '${scope}/source-plugin'
  import { createMparticleIntegration, type MparticleOptions } from '${scope}/source-plugin/mparticle'
  import { createRudderstackIntegration, type RudderstackOptions } from '${scope}/source-plugin/rudderstack'
  const options: MparticleOptions & RudderstackOptions = { skipSetup: true }
  const others = [createMparticleIntegration, createRudderstackIntegration].map((create) => create(options).name)
  const result: Decision<AmplitudeEvent> = transform({})
  const estimate = estimateImpressions({ monthlyTrackedUsers: 100000, experiments: 4, pageViewsPerUser: 12 })
  console.log(result.kind === 'send', estimate.upperBound, typeof deliver, typeof inspectEvent, destination.name, createExperimentIntegration().type, ...others)
`

const madeOnServer = `
  const integrations = [
    plugin.createExperimentIntegration({ debug: true }),
    rudderstack.createRudderstackIntegration({ debug: true }),
    mparticle.createMparticleIntegration({ debug: true }),
  ]
  for (const integration of integrations)
    integration.track({ eventType: '$impression', eventProperties: { flag_key: 'f' } })
  const settingUp = Promise.all(integrations.map((integration) => integration.setup()))
  const { isLoaded } = plugin.experimentImpressions()
  const whatWasMade = async () => {
    await settingUp
    return { users: integrations.map((integration) => integration.getUser()), isLoaded: isLoaded() }
  }
`

/** The entries of the source plugin, by their names in `madeOnServer`. */
const entries = [
  ['plugin', `${scope}/source-plugin`],
  ['rudderstack', `${scope}/source-plugin/rudderstack`],
  ['mparticle', `${scope}/source-plugin/mparticle`],
] as const
const asModules = entries.map(([name, entry]) => `import * as ${name} from '${entry}'`).join('\n')
const asCommonJs = entries.map(([name, entry]) => `const ${name} = require('${entry}')`).join('\n')

describe('the packed libraries', () => {
  it.each(['consumer.mts', 'consumer.cts'])('compile and run from %s', (file) => {
    write(file, imports)
    const options = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--types',
      'node',
      '--skipLibCheck',
    ]
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, file])
    expect(run(process.execPath, [file.replace(/ts$/, 'js')])).toBe(
      'false 4800000 function function Amplitude-Experiment integration experiment-impressions experiment-impressions\n',
    )
  })

  it.each(libraries)('%s contains its README, its licence and no leftovers', (name) => {
    const files = run('find', [join('node_modules', scope, name), '-type', 'f', '-printf', '%P\n']).split(
      '\n',
    )
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']))
    expect(files.filter((file) => /tsbuildinfo|\.test\.|^src\/|\.map$/.test(file))).toStrictEqual([])
  })

  it.each([
    ['server.mjs', asModules],
    ['server.cjs', asCommonJs],
  ])('keep the source plugin idle on a server (%s)', (file, load) => {
    write(
      file,
      `${load}
      const forbidden = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch']
      for (const name of forbidden) globalThis[name] = () => { throw new Error(name + ' is not allowed here') }
      ${madeOnServer}
      whatWasMade().then((made) => {
        // Two of the three streams are pipes to the test, and Node may still be closing a file it has loaded.
        const nodes = ['PipeWrap', 'CloseReq', 'FSReqCallback', 'FSReqPromise']
        const active = process.getActiveResourcesInfo().filter((resource) => !nodes.includes(resource))
        console.log(JSON.stringify({ ...made, active }))
      })`,
    )
    expect(JSON.parse(run(process.execPath, [file]))).toEqual({
      users: [{}, {}, {}],
      isLoaded: true,
      active: [],
    })
  })

  // This engine refuses to start a script that sets a timer, asks for random values or fetches outside a request.
  it('start the source plugin in workerd', () => {
    write(
      'worker.mjs',
      `${asModules}
      ${madeOnServer}
      export default { test: async () => console.log(JSON.stringify(await whatWasMade())) }`,
    )
    buildSync({
      absWorkingDir: installation.folder,
      entryPoints: ['worker.mjs'],
      outfile: 'worker.bundle.mjs',
      bundle: true,
      format: 'esm',
      conditions: ['workerd', 'worker', 'browser'],
    })
    write(
      'workerd.capnp',
      `using Workerd = import "/workerd/workerd.capnp";
      const config :Workerd.Config = (services = [(name = "main", worker = (
        modules = [(name = "worker", esModule = embed "worker.bundle.mjs")],
        compatibilityDate = "2026-11-01",
      ))]);`,
    )
    expect(JSON.parse(run(join(root, 'node_modules/.bin/workerd'), ['test', 'workerd.capnp']))).toEqual({
      users: [{}, {}, {}],
      isLoaded: true,
    })
  })

  it('contain one file for each host, under the name that `deploy` and the documents use', () => {
    const found = [
      'segment-destination-function.js',
      'segment-destination-function.json',
      'segment-destination-insert-function.js',
      'segment-destination-insert-function.json',
      'rudderstack-transformation.js',
      'jitsu-function.js',
      'aws-lambda.mjs',
      'aws-lambda.zip',
    ].map((file) => `require.resolve('${scope}/functions/${file}')`)
    write(
      'resolve.cjs',
      `console.log([${found.join(', ')}].every((file) => file.includes('/functions/dist/')))`,
    )
    expect(run(process.execPath, ['resolve.cjs'])).toBe('true\n')
  })

  it('contain the file that the script-tag build loads in debug mode', () => {
    const file = join(
      installation.folder,
      'node_modules',
      scope,
      'source-plugin/dist/experiment-impressions.debug.min.js',
    )
    expect(existsSync(file)).toBe(true)
  })

  it.each([
    'experiment-impressions.min.js',
    'experiment-impressions-rudderstack.min.js',
    'experiment-impressions-mparticle.min.js',
  ])('contain %s, which bundlers keep when a site imports it', (file) => {
    write('site.mjs', `import '${scope}/source-plugin/dist/${file}'`)
    const { outputFiles } = buildSync({
      absWorkingDir: installation.folder,
      entryPoints: ['site.mjs'],
      bundle: true,
      format: 'esm',
      write: false,
    })
    expect(outputFiles[0]?.text).toContain('experiment-impressions')
  })
})
