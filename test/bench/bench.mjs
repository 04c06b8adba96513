/**
 * `npm run bench`: installs and builds if necessary, then measures everything on this machine and prints a table. A busy machine
 * makes the figures worse; the ratios count. Goals that aren't met show up as such.
 */
import { availableParallelism, cpus } from 'node:os'
import { ensureReady } from '../../scripts/ready.mjs'

await ensureReady('everything')

// Imported only now: they need the build.
const { benchTransform } = await import('./transform.bench.mjs')
const { benchDelivery } = await import('./delivery.bench.mjs')
const { benchDestination } = await import('./destination.bench.mjs')
const { benchMemory } = await import('./memory.bench.mjs')
const { benchSandbox } = await import('./sandbox.bench.mjs')
const { benchSourcePlugin } = await import('./source-plugin.bench.mjs')
const { benchDebugger } = await import('./debugger.bench.mjs')

const steps = [
  ['transform', benchTransform],
  ['delivery', benchDelivery],
  ['destination', benchDestination],
  ['memory', benchMemory],
  ['sandbox', benchSandbox],
  ['source plugin, in Chromium', benchSourcePlugin],
  ['event debugger, in Chromium', benchDebugger],
]

const rows = []
for (const [name, bench] of steps) {
  console.error(`Measuring: ${name} …`)
  rows.push(...(await bench()))
}

console.log(`${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.version}\n`)
console.log('| what | figure | goal | met | |')
console.log('| --- | --- | --- | --- | --- |')
for (const { what, figure, goal, holds, beside } of rows)
  console.log(`| ${what} | ${figure} | ${goal} | ${holds ? 'yes' : 'no'} | ${beside} |`)
process.exit(0)
