import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '../src/this-package.js'

it('the version in the code is the version in package.json', () => {
  const packageJson = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
    readonly version: string
  }
  expect(version).toBe(packageJson.version)
})
