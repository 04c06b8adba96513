import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(__dirname, '..')
const bin = join(folder, 'dist/bin.js')

function runBin(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    input,
    encoding: 'utf8',
    env: { NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

describe('the built command', () => {
  beforeAll(() => {
    if (!existsSync(bin)) throw new Error(`${bin} is missing: build first, with npm run build.`)
  })

  it('prints the version of its package', () => {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    expect(runBin(['--version'])).toStrictEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
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
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const [code] = (await once(child, 'close')) as [number]
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
  })
})
