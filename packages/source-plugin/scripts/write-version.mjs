/** Copies the version in package.json into `src/this-package.ts`. Runs when a release sets the version. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const file = join(root, 'src/this-package.ts')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

writeFileSync(file, readFileSync(file, 'utf8').replace(/(?<=version = ').*(?=')/, version))
