import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

it('runs on the Node at hand what CI runs on Node 18', () => {
  const said = execFileSync(process.execPath, [join(__dirname, 'on-this-node.mjs')], { encoding: 'utf8' })
  expect(said).toMatch(
    /^Segment's functions on Node \d+\.\d+\.\d+: \d{3} events of the corpus and the host's errors\.\n$/,
  )
})
