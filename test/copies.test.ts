import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The command and the page show both forms in the same words. Neither may import the other, and what they share is about
 * showing, which is none of the contract's business: so each has its copy, and the copies stay the same.
 */
const copies = [
  ['inspect/compare-forms.ts', 'event/compare-forms.ts'],
  ['input/scan-json.ts', 'inspect/scan-json.ts'],
  ['event/user-property.ts', 'event/user-property.ts'],
  ['terminal/format-time.ts', 'event/format-time.ts'],
  ['event/inspection.ts', 'event/inspection.ts'],
  ['event/own-path.ts', 'event/own-path.ts'],
] as const

function bodyOf(path: string): string {
  return readFileSync(join(__dirname, '../packages', path), 'utf8').replaceAll(/^import .+\n/gm, '')
}

test.each(copies)('cli/src/%s says the same as debugger/src/%s', (inCli, inDebugger) => {
  expect(bodyOf(`debugger/src/${inDebugger}`)).toContain(bodyOf(`cli/src/${inCli}`).trimEnd())
})
