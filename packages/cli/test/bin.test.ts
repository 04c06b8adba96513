import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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

  it('reads standard input, says what it can’t read, and exits with 2', () => {
    expect(runBin(['inspect', '--json'], '{"type":"page"}\n{"type"\n')).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "impressions inspect: line 2, column 8 isn’t JSON: expected a colon, but the text ends.
        2 │ {"type"
          │        ^
        Copy the whole text: its end is missing, at least } on line 2.
      ",
        "stdout": "{"events":[
      ],
      "nearMisses":[],
      "summary":{"events":0,"sent":0,"skipped":1,"skippedByType":{"page":1},"nearMisses":0,"unreadable":1,"errors":0,"warnings":0,"suggestions":0,"codes":{},"notes":[]}}
      ",
      }
    `)
  })

  it('exits quietly if its reader stops reading', async () => {
    const child = spawn(process.execPath, [bin, 'estimate', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    const [stderr, [code]] = await Promise.all([
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
  })

  const onLinux = existsSync('/dev/full') ? it : it.skip
  onLinux('says that it cannot write, and exits with 1', () => {
    const full = openSync('/dev/full', 'w')
    for (const args of [
      ['estimate', '--help'],
      ['inspect', '--json', '-'],
      ['doctor', '--help'],
    ]) {
      const { status, stderr } = spawnSync(process.execPath, [bin, ...args], {
        input: '{"type":"page"}',
        encoding: 'utf8',
        stdio: ['pipe', full, 'pipe'],
      })
      expect({ status, stderr }).toStrictEqual({
        status: 1,
        stderr: 'impressions: The output can’t be written (ENOSPC).\n',
      })
    }
    // Where the words cannot be written either, the exit code still tells.
    const { status } = spawnSync(process.execPath, [bin, 'inspect', 'nothing'], {
      stdio: ['ignore', full, full],
    })
    expect(status).toBe(2)
    closeSync(full)
  })

  it('reports that it can never end, and exits with 1 instead of Node’s 13', () => {
    // Standard input that neither comes nor ends, and keeps no program alive.
    const preload = [
      "import { Readable } from 'node:stream'",
      "Object.defineProperty(process, 'stdin', { value: new Readable({ read() {} }) })",
    ].join('\n')
    const imported = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`]
    const { status, stdout, stderr } = spawnSync(process.execPath, [...imported, bin, 'inspect', '-'], {
      encoding: 'utf8',
    })
    expect({ status, stdout, stderr }).toStrictEqual({
      status: 1,
      stdout: '',
      stderr:
        'impressions: Something unexpected went wrong: The command waits for something that never happens.\n' +
        'Please report it: https://github.com/experiment-impressions/experiment-impressions/issues\n',
    })
  })

  it.each([
    ['the command', bin, []],
    ['npm start', join(folder, '../../scripts/start.mjs'), ['--once', '--port', '0']],
  ])('says that Node is too old, instead of failing on its syntax: %s', (_, file, args) => {
    const older =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } })"
    const imported = ['--import', `data:text/javascript,${encodeURIComponent(older)}`]
    const { status, stderr } = spawnSync(process.execPath, [...imported, file, ...args], { encoding: 'utf8' })
    expect({ status, stderr }).toStrictEqual({
      status: 1,
      stderr:
        'impressions needs Node 20.19 or newer; this is 20.18.3. Install a newer Node from https://nodejs.org.\n',
    })
  })

  it('ends even if doctor is refused with 200 kB', async () => {
    const server = createServer((_, response) => response.writeHead(403).end('x'.repeat(200_000)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const child = spawn(
      process.execPath,
      [bin, 'doctor', '--amplitude-url', `http://127.0.0.1:${String(port)}`, '--json'],
      {
        env: { AMPLITUDE_API_KEY: 'zzz-one', AMPLITUDE_SECRET_KEY: 'zzz-two' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ])
    server.close()
    expect({ code, stderr }).toStrictEqual({ code: 1, stderr: '' })
    expect(stdout).toContain('"code": "KEYS_REFUSED"')
    expect(stdout).not.toMatch(/zzz|xxx/)
  })
})

describe('the command in a clone without a build', () => {
  let clone = ''

  // A clone has what is checked in, and no more: no `dist`.
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'unbuilt-'))
    copyFileSync(join(folder, 'package.json'), join(clone, 'package.json'))
    mkdirSync(join(clone, 'bin'))
    for (const name of ['impressions.js', 'old-node.js'])
      copyFileSync(join(folder, 'bin', name), join(clone, 'bin', name))
  })
  afterEach(() => {
    rmSync(clone, { recursive: true, force: true })
  })

  it.each(Object.entries(manifest.bin))('exists for npm to link as %s', (_name, file) => {
    expect(existsSync(join(clone, file))).toBe(true)
  })

  it('says in one sentence what to do, and exits with 1', () => {
    expect(runBin(['--version'], '', join(clone, 'bin/impressions.js'))).toStrictEqual({
      status: 1,
      stdout: '',
      stderr: 'This clone is not built yet. Run: npm run build\n',
    })
  })

  it('doesn’t hide other errors behind that sentence', () => {
    mkdirSync(join(clone, 'dist'))
    writeFileSync(join(clone, 'dist/bin.js'), "import './missing.js'\n")
    const { status, stderr } = runBin([], '', join(clone, 'bin/impressions.js'))
    expect({ status, stderr }).toStrictEqual({
      status: 1,
      stderr: expect.stringContaining('missing.js') as string,
    })
  })
})
