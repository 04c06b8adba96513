import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

describe('the script-tag build', () => {
  let folder = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'source-plugin-'))
    execFileSync(process.execPath, [join(__dirname, '../scripts/bundle.mjs'), folder])
  })

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

  it('is at most 3.5 kB gzipped, since the Web Experiment script waits for it', () => {
    expect(gzipSync(read('experiment-impressions.min.js'), { level: 9 }).length).toBeLessThanOrEqual(3500)
  })
})
