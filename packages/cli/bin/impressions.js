#!/usr/bin/env node
// Checked in, unlike what a build makes: npm links a command only where its file is there at install time.
import { existsSync } from 'node:fs'

const command = new URL('../dist/bin.js', import.meta.url)

if (existsSync(command)) {
  await import(command.href)
} else {
  process.stderr.write('This clone is not built yet. Run: npm run build\n')
  process.exitCode = 1
}
