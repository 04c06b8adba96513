import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const folder = join(__dirname, '..')
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly bin: { readonly impressions: string; readonly 'experiment-impressions': string }
}
const bin = join(folder, manifest.bin.impressions)

function runBin(args: readonly string[], input = '', file = bin) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    input,
    encoding: 'utf8',
    env: { NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

describe('the built command', () => {
  it('prints the version of its package', () => {
    expect(runBin(['--version'])).toStrictEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  it('reads standard input, says what it cannot read, and exits with 2', () => {
    expect(runBin(['inspect', '--json'], '{"type":"page"}\n{"type"\n')).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "impressions inspect: line 2, column 8 is not JSON: expected a colon, and the text ends.
      ",
        "stdout": "{"events":[
      ],
      "summary":{"events":0,"sent":0,"skipped":1,"skippedByType":{"page":1},"unreadable":1,"errors":0,"warnings":0,"suggestions":0}}
      ",
      }
    `)
  })

  it('leaves quietly where its reader has seen enough', async () => {
    const child = spawn(process.execPath, [bin, 'estimate', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    const [stderr, [code]] = await Promise.all([
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
  })
})

describe('the command in a clone that is not built', () => {
  let clone = ''

  // A clone has what is checked in, and no more: no `dist`.
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'unbuilt-'))
    copyFileSync(join(folder, 'package.json'), join(clone, 'package.json'))
    mkdirSync(join(clone, 'bin'))
    copyFileSync(join(folder, 'bin/impressions.js'), join(clone, 'bin/impressions.js'))
  })
  afterEach(() => {
    rmSync(clone, { recursive: true, force: true })
  })

  it.each(Object.entries(manifest.bin))('is there for npm to link as %s', (_name, file) => {
    expect(existsSync(join(clone, file))).toBe(true)
  })

  it('says in one sentence what to do, and exits with 1', () => {
    expect(runBin(['--version'], '', join(clone, 'bin/impressions.js'))).toStrictEqual({
      status: 1,
      stdout: '',
      stderr: 'This clone is not built yet. Run: npm run build\n',
    })
  })

  it('hides no other error behind that sentence', () => {
    mkdirSync(join(clone, 'dist'))
    writeFileSync(join(clone, 'dist/bin.js'), "import './missing.js'\n")
    const { status, stderr } = runBin([], '', join(clone, 'bin/impressions.js'))
    expect({ status, stderr }).toStrictEqual({
      status: 1,
      stderr: expect.stringContaining('missing.js') as string,
    })
  })
})
