import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

describe('the script-tag builds', () => {
  let folder = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'source-plugin-'))
    execFileSync(process.execPath, [join(__dirname, '../scripts/bundle.mjs'), folder])
  })

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

  it.each([
    'experiment-impressions.min.js',
    'experiment-impressions-rudderstack.min.js',
    'experiment-impressions-mparticle.min.js',
  ])('%s has at most 3.5 kB gzipped, because the Web Experiment script waits for it', (name) => {
    expect(gzipSync(read(name), { level: 9 }).length).toBeLessThanOrEqual(3500)
  })

  it.each([
    ['experiment-impressions.min.js', /rudder|mparticle/i],
    ['experiment-impressions-rudderstack.min.js', /ajs_|segment\.io|mparticle/i],
    ['experiment-impressions-mparticle.min.js', /ajs_|segment\.io|rudder/i],
  ])('%s contains no code for the other SDKs', (name, others) => {
    expect(read(name)).not.toMatch(others)
  })
})
