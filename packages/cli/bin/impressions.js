#!/usr/bin/env node
// Checked in, unlike what a build makes: npm links a command only where its file is there at install time.
import { existsSync } from 'fs'
import { explainOldNode } from './old-node.js'

const command = new URL('../dist/bin.js', import.meta.url)
const problem =
  explainOldNode() || (existsSync(command) ? undefined : 'This clone is not built yet. Run: npm run build')

if (problem === undefined) {
  // No `await`, which old versions of Node can't read here.
  import(command.href)
} else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
