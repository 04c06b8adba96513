import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The diagrams in docs/architecture.md, drawn from packages of a few lines. */

const script = join(__dirname, '../scripts/import-diagrams.mjs')
let packages = ''

beforeEach(() => {
  packages = mkdtempSync(join(tmpdir(), 'packages-'))
})
afterEach(() => {
  rmSync(packages, { recursive: true })
})

function draw(sources: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(packages, file)), { recursive: true })
    writeFileSync(join(packages, file), text)
  }
  return spawnSync(process.execPath, [script, packages], { encoding: 'utf8' })
}

/** Enough files for a package to have a diagram, which its entry imports. */
const files = Array.from({ length: 9 }, (_, index) => `file-${String(index)}`)
const large = {
  ...Object.fromEntries(files.map((file) => [`shop/src/below/${file}.ts`, 'export const one = 1'])),
  'shop/src/run.ts': files.map((file) => `import './below/${file}.js'`).join('\n'),
}

it('draws an arrow for each kind of import between packages', () => {
  const { stdout } = draw({
    'page/src/index.ts': `import { pay } from '@experiment-impressions/shop'`,
    'shop/src/index.ts': `
      import { type Price } from '@experiment-impressions/prices'
      const file = require.resolve('@experiment-impressions/files/package.json')
      const lazy = import('@experiment-impressions/lazy/part')
      export { other } from '@experiment-impressions/other'`,
    'till/src/index.ts': `export const paid: import('@experiment-impressions/prices').Price = 1`,
  })
  expect(stdout).toMatchInlineSnapshot(`
    "imports

    \`\`\`mermaid
    flowchart TD
      files["files"]
      lazy["lazy"]
      other["other"]
      page["page"]
      prices["prices"]
      shop["shop"]
      till["till"]
      page --> shop
      shop -.-> prices
      shop --o files
      shop --> lazy
      shop --> other
      till -.-> prices
    \`\`\`

    "
  `)
})

it('leaves out an arrow that a longer path implies', () => {
  const { stdout } = draw({
    'page/src/index.ts': `
      import '@experiment-impressions/shop'
      import '@experiment-impressions/prices'`,
    'shop/src/index.ts': `import '@experiment-impressions/prices'`,
  })
  expect(stdout.match(/ --> /g)).toHaveLength(2)
})

it('keeps an arrow for code beside a longer path of types', () => {
  const { stdout } = draw({
    'page/src/index.ts': `
      import type { Shop } from '@experiment-impressions/shop'
      import '@experiment-impressions/prices'`,
    'shop/src/index.ts': `import '@experiment-impressions/prices'`,
  })
  expect(stdout.match(/ --> /g)).toHaveLength(2)
})

it('draws the folders and files of a large package, without its index', () => {
  const { stdout } = draw({ ...large, 'shop/src/index.ts': `export { run } from './run.js'` })
  expect(stdout).toMatchInlineSnapshot(`
    "imports

    \`\`\`mermaid
    flowchart TD
      shop["shop"]
    \`\`\`

    imports/shop

    \`\`\`mermaid
    flowchart TD
      below_["below/"]
      run["run"]
      run --> below_
    \`\`\`

    "
  `)
})

it('draws a folder with many folders', () => {
  const { stdout } = draw({
    'shop/src/run.ts': `import './till/pay.js'`,
    'shop/src/till/pay.ts': `import './cash/coins.js'; import './card/chip.js'`,
    'shop/src/till/cash/coins.ts': '',
    'shop/src/till/card/chip.ts': `import '../bank/account.js'`,
    'shop/src/till/bank/account.ts': '',
  })
  expect(stdout).toMatchInlineSnapshot(`
    "imports

    \`\`\`mermaid
    flowchart TD
      shop["shop"]
    \`\`\`

    imports/shop/till

    \`\`\`mermaid
    flowchart TD
      bank_["bank/"]
      card_["card/"]
      cash_["cash/"]
      pay["pay"]
      card_ --> bank_
      pay --> cash_
      pay --> card_
    \`\`\`

    "
  `)
})

it('joins the files next to many folders into those above and those below', () => {
  const { stdout } = draw({
    ...large,
    'shop/src/start.ts': `import './run.js'; import './middle.js'; import './one/a.js'`,
    'shop/src/one/a.ts': `import '../two/b.js'; import '../middle.js'`,
    'shop/src/middle.ts': `import './two/b.js'`,
    'shop/src/two/b.ts': `import '../words.js'; import '../numbers.js'`,
    'shop/src/words.ts': `import './numbers.js'`,
    'shop/src/numbers.ts': '',
    'shop/src/alone.ts': '',
  })
  expect(stdout).toMatchInlineSnapshot(`
    "imports

    \`\`\`mermaid
    flowchart TD
      shop["shop"]
    \`\`\`

    imports/shop

    \`\`\`mermaid
    flowchart TD
      alone["alone · run · start"]
      below_["below/"]
      middle["middle"]
      numbers["numbers · words"]
      one_["one/"]
      two_["two/"]
      middle --> two_
      one_ --> middle
      alone --> below_
      alone --> one_
      two_ --> numbers
    \`\`\`

    "
  `)
})

it('fails with the imports of a circle, even if some are of types', () => {
  const { status, stdout, stderr } = draw({
    ...large,
    'shop/src/above/pay.ts': `import '../below/file-0.js'`,
    'shop/src/below/file-0.ts': `import type { Payment } from '../above/pay.js'`,
  })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatchInlineSnapshot(`
    "Parts of shop import each other in a circle: above/ → below/ → above/
      shop/src/above/pay imports shop/src/below/file-0
      shop/src/below/file-0 imports shop/src/above/pay
    "
  `)
})
