import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { corpus } from './helpers/corpus.js'

/** What came to the language after 2021, or never belonged to it: a bare isolate may lack any of it. */
const withoutLaterBuiltIns = `
  delete Object.hasOwn; delete Object.groupBy; delete Map.groupBy
  for (const type of [Array, String, Uint8Array]) delete type.prototype.at
  for (const name of ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with', 'group']) delete Array.prototype[name]
  for (const name of ['isWellFormed', 'toWellFormed']) delete String.prototype[name]
  for (const name of ['union', 'intersection', 'difference']) delete Set.prototype[name]
  delete Promise.withResolvers; delete Array.fromAsync
  for (const name of ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'escape', 'unescape', 'Iterator']) delete globalThis[name]
`

describe('a bare isolate', () => {
  it('runs the transform with nothing but ECMAScript 2021', async () => {
    const bundle = await build({
      stdin: {
        contents: `export { transform, formatIssue } from './index.ts'`,
        resolveDir: join(__dirname, '../src'),
      },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'contract',
      target: 'es2021',
      minify: true,
    })
    const isolate = createContext({})
    runInContext(withoutLaterBuiltIns, isolate)
    runInContext(bundle.outputFiles[0]?.text ?? '', isolate)

    for (const { name, event, expected } of corpus) {
      const result = runInContext(
        `JSON.stringify(contract.transform(JSON.parse(${JSON.stringify(JSON.stringify(event))})))`,
        isolate,
      ) as string
      expect({ name, result: JSON.parse(result) as unknown }).toStrictEqual({ name, result: expected })
    }
    expect(runInContext(`contract.transform({}).issues.map(contract.formatIssue)[0]`, isolate)).toContain(
      'left alone',
    )
  })
})
