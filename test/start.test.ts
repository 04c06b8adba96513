import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corpus } from '../packages/contract/test/helpers/corpus'
import { noteOutput } from './helpers/journal'

/** `npm start` as a user runs it: plays the recorded session through Segment's framework into a local Amplitude. */

const root = join(__dirname, '..')
const aKey = '0123456789abcdef0123456789abcdef'

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
    env: { PATH, HOME, NO_COLOR: '1', ...env },
  })
  noteOutput(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return {
    child,
    finished: once(child, 'close').then(([status]) => ({ status: status as number | null, stdout, stderr })),
    /** Returns the output so far once it contains the text, or all of it at the end. */
    until: async (text: string): Promise<string> => {
      while (!stdout.includes(text) && child.exitCode === null) await once(child.stdout, 'data')
      return stdout
    },
  }
}

it('finds the tools that build the bundles when only the runtime packages are installed', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean } | undefined>>
  }
  const scripts = [
    'debugger/scripts/build.mjs',
    'functions/scripts/build.mjs',
    'source-plugin/scripts/bundle.mjs',
  ]
  const imported = scripts.flatMap((script) =>
    [
      ...readFileSync(join(root, 'packages', script), 'utf8').matchAll(/^import .* from '([^.'][^']*)'$/gm),
    ].map(([, name = '']) => name),
  )
  const installed = imported.filter((name) => !name.startsWith('node:'))
  expect(installed).toEqual(expect.arrayContaining(['esbuild', 'fflate', '@swc/core']))
  expect(installed.filter((name) => packages[`node_modules/${name}`]?.dev !== undefined)).toEqual([])
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

type Fields = Readonly<Record<string, unknown>>

interface Line {
  readonly pre?: { readonly timestamp: string }
  readonly post?: { readonly insert_id?: unknown } | null
  readonly expected?: unknown
  readonly storage?: unknown
  readonly outcome?: string
  readonly userProperties?: unknown
  readonly summary?: unknown
}

/** The experiment events of the recorded session, with their expected results from the corpus. */
const recorded = corpus.filter(({ name }) => name.startsWith('recorded-'))

/** The expected events, with their times moved by as much as playing moves Segment’s timestamps. */
function expectedOf(events: readonly Line[]): Fields[] {
  return recorded.map(({ name, event, expected }, index) => {
    if (expected.kind !== 'send') throw new Error(`${name} isn't sent`)
    const later = Date.parse(events[index]?.pre?.timestamp ?? '') - Date.parse(String(event['timestamp']))
    return { ...expected.event, time: Number(expected.event.time) + later }
  })
}

test('plays the recorded session and shows both forms of every impression', async () => {
  const { status, stdout, stderr } = await start(['--once', '--port', '0', '--json']).finished
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })

  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const events = lines.filter(({ outcome }) => outcome !== undefined)
  expect(events).toHaveLength(7)
  expect(events.map(({ expected }) => expected)).toEqual(expectedOf(events))
  for (const { outcome, storage, userProperties } of events) {
    expect({ outcome, storage }).toEqual({ outcome: 'accepted', storage: 'stored' })
    expect(userProperties).not.toBeNull()
  }
  expect(lines.at(-1)?.summary).toMatchObject({ calls: 16, expected: 7, delivered: true })
})

test('serves the stored events until it is stopped: each equals its record and the corpus', async () => {
  const { child, until, finished } = start(['--port', '0'])
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await until('Ctrl-C'))?.[0] ?? ''
  const read = async (path: string): Promise<unknown> => (await fetch(`${url}/api/${path}`)).json()
  const events = (await read('events')) as Line[]
  const stored = (await read('stored')) as { readonly event: Fields }[]
  child.kill('SIGINT')
  expect((await finished).status).toBe(0)
  expect(events).toHaveLength(7)
  expect(stored).toHaveLength(7)
  const byInsertId = new Map(stored.map(({ event }) => [event['insert_id'], event]))
  const expected = expectedOf(events)
  for (const [index, { post }] of events.entries()) {
    const event = byInsertId.get(post?.insert_id)
    expect(event).toMatchObject(expected[index] as Fields)
    expect(event).toEqual(post)
    // The destination adds these to every browser event; the transform doesn't.
    expect(event).toMatchObject({ platform: 'Web', language: expect.any(String) as string })
  }
})

test('exits with 1 and the reason when an event is rejected', async () => {
  const session = join(folder, 'session.ndjson')
  writeFileSync(session, JSON.stringify({ type: 'track', event: '$impression', anonymousId: 'device-1' }))
  const { status, stdout } = await start(['--once', '--port', '0', '--session', session]).finished
  expect(status).toBe(1)
  expect(stdout).toContain('FLAG_KEY_MISSING')
  expect(stdout).toContain('1 rejected')
})

test('exits with 2 when Segment refuses a call of the session', async () => {
  const session = join(folder, 'large.ndjson')
  writeFileSync(
    session,
    JSON.stringify({ type: 'track', event: 'Viewed', properties: { a: 'x'.repeat(40_000) } }),
  )
  const { status, stderr } = await start(['--once', '--port', '0', '--session', session]).finished
  expect(status).toBe(2)
  expect(stderr).toContain('Call 1 of the session was refused: the body is over 32 KB.')
})

test('names a taken port and the option for another', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = (other.address() as AddressInfo).port
  const { status, stdout, stderr } = await start(['--port', String(port)]).finished
  other.close()
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(`Port ${String(port)} is in use`)
  expect(stderr).toContain('--port')
})

test.each([
  ['North America', {}],
  ['Europe', { AMPLITUDE_REGION: 'europe' }],
])(
  'delivers to the real Amplitude in %s on request, plays nothing and never prints the key',
  async (region, env) => {
    const args = ['--port', '0', '--deliver-to-amplitude', '--yes']
    const { child, until, finished } = start(args, { AMPLITUDE_API_KEY: aKey, ...env })
    const output = await until('Ctrl-C')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? ''
    const events: unknown = await (await fetch(`${url}/api/events`)).json()
    child.kill('SIGINT')
    const { status, stdout, stderr } = await finished
    expect(output.split('\n')[0]).toContain(`real Amplitude, in ${region}`)
    expect({ status, events }).toEqual({ status: 0, events: [] })
    expect(stdout + stderr).not.toContain(aKey)
  },
)

test('delivers to the real Amplitude only with the option, and asks first or needs --yes', async () => {
  const env = { AMPLITUDE_API_KEY: aKey }
  const unasked = await start(['--once', '--port', '0', '--json'], env).finished
  expect(unasked.status).toBe(0)
  expect(JSON.parse(unasked.stdout.split('\n')[0] ?? '')).toMatchObject({ start: { amplitude: 'sandbox' } })
  const { status, stdout, stderr } = await start(['--port', '0', '--deliver-to-amplitude'], env).finished
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('Add --yes')
})
