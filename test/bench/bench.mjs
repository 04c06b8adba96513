/**
 * `npm run bench`: every figure in one run on one machine, as a table. Ratios count; a machine that is busy with
 * something else makes them worse, and a goal that is missed is said, not hidden.
 */
import { availableParallelism, cpus } from 'node:os'
import { benchDebugger } from './debugger.bench.mjs'
import { benchDelivery } from './delivery.bench.mjs'
import { benchDestination } from './destination.bench.mjs'
import { benchMemory } from './memory.bench.mjs'
import { benchSandbox } from './sandbox.bench.mjs'
import { benchSourcePlugin } from './source-plugin.bench.mjs'
import { benchTransform } from './transform.bench.mjs'

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
console.log('| what | figure | goal | holds | |')
console.log('| --- | --- | --- | --- | --- |')
for (const { what, figure, goal, holds, beside } of rows)
  console.log(`| ${what} | ${figure} | ${goal} | ${holds ? 'yes' : 'no'} | ${beside} |`)
process.exit(0)
