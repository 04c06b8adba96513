import { join } from 'node:path'
import { runInContext } from 'node:vm'
import { build } from 'esbuild'
import { createBareIsolate } from '../../../test/helpers/bare-isolate.js'
import { corpus } from './helpers/corpus.js'

describe('a bare isolate', () => {
  it('runs the transform with ECMAScript 2021 alone', async () => {
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
    const isolate = createBareIsolate()
    runInContext(bundle.outputFiles[0]?.text ?? '', isolate)

    for (const { name, event, expected } of corpus) {
      const result = runInContext(
        `JSON.stringify(contract.transform(JSON.parse(${JSON.stringify(JSON.stringify(event))})))`,
        isolate,
      ) as string
      expect({ name, result: JSON.parse(result) as unknown }).toStrictEqual({ name, result: expected })
    }
    expect(runInContext(`contract.transform({}).issues.map(contract.formatIssue)[0]`, isolate)).toContain(
      'ignored',
    )
  })
})
