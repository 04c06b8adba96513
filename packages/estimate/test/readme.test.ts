import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { estimateImpressions } from '../src/index.js'

type RunExample = (estimate: typeof estimateImpressions, console: Pick<Console, 'log'>) => void

const [, example = ''] = /```js\n(.+?)```/s.exec(readFileSync(join(__dirname, '../README.md'), 'utf8')) ?? []

describe('the example of the README', () => {
  it('prints what it says', () => {
    const printed: string[] = []
    const log = (...values: readonly unknown[]) => {
      const texts = values.map((value) => inspect(value, { breakLength: Infinity }))
      printed.push(`// ${texts.join(' ')}`)
    }
    const body = example.replace(/^import .+$/m, '')
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The example is ours, and running it is the test.
    const runExample = new Function('estimateImpressions', 'console', body) as RunExample
    runExample(estimateImpressions, { log })
    expect(printed).toStrictEqual(example.split('\n').filter((line) => line.startsWith('//')))
  })
})
