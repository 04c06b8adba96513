/** Builds the page into `dist`: one static folder with relative paths. Needs contract and estimate to be built. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = join(root, 'dist')

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
await build({
  entryPoints: [{ in: join(root, 'src/main.tsx'), out: 'debugger' }],
  outdir: out,
  bundle: true,
  format: 'esm',
  target: ['es2022', 'chrome115', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
})
for (const file of readdirSync(join(root, 'public')))
  copyFileSync(join(root, 'public', file), join(out, file))
