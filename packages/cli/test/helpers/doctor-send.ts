import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDestination } from '@experiment-impressions/destination'
import { endpointsAt } from '@experiment-impressions/delivery'
import {
  sandboxProject,
  startSandbox,
  type Fault,
  type Sandbox,
  type SandboxOptions,
  type Subscription,
} from '@experiment-impressions/sandbox'
import type { Clock } from '../../src/clock.js'
import { doctor } from './doctor.js'
import { upload } from './doctor-send-events.js'
import type { Ran, Surroundings } from './run-cli.js'

type Fields = Readonly<Record<string, unknown>>

export const env = {
  NO_COLOR: '1',
  SEGMENT_WRITE_KEY: 'write-key-1',
  AMPLITUDE_API_KEY: sandboxProject.apiKey,
  AMPLITUDE_SECRET_KEY: sandboxProject.secretKey,
}

export const userId = 'impressions-test-id-0001'

export interface TestRunOptions extends SandboxOptions {
  /** What another destination of the source sends for a call, if anything, to the same Amplitude. */
  readonly alongside?: (call: Fields) => Fields | undefined
  /** Changes a call, as a middleware of the source does. */
  readonly middleware?: (call: Fields) => Fields
  /** Faults that start only after something was sent. */
  readonly faults?: readonly Fault[]
  /** The number of the wait in which they start. @default 1, right after sending */
  readonly faultsAt?: number
  /** Called in every wait, with its number. */
  readonly onWait?: (count: number, sandbox: Sandbox) => void | Promise<void>
}

export type TestRuns = ReturnType<typeof createTestRuns>

/** Sandboxes and servers of one test file. Call `close` after each test. */
export function createTestRuns() {
  const open: { close: () => unknown }[] = []

  async function start(options: SandboxOptions): Promise<Sandbox> {
    const sandbox = await startSandbox({ port: 0, retryDelaysMs: [0], batchWaitMs: 0, ...options })
    open.push(sandbox)
    return sandbox
  }

  async function serve(server: Server): Promise<string> {
    open.push({ close: () => server.close() })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  }

  /** Prepares a run with a sandbox. Time only passes while the command waits, and everything on its way arrives first. */
  async function prepare({
    alongside,
    middleware,
    faults = [],
    faultsAt = 1,
    onWait,
    ...options
  }: TestRunOptions = {}) {
    let time = Date.now()
    let waits = 0
    const waited: number[] = []
    const onItsWay: Promise<unknown>[] = []
    const sandbox: Sandbox = await start({
      now: () => time,
      onEvent: ({ pre }) => {
        const event = alongside?.(pre)
        if (event !== undefined) onItsWay.push(upload(sandbox, event))
      },
      ...options,
    })
    const clock: Clock = {
      now: () => time,
      wait: async (ms, signal) => {
        waits += 1
        await onWait?.(waits, sandbox)
        signal.throwIfAborted()
        if (waits === faultsAt) for (const fault of faults) await switchOn(sandbox, fault)
        await sandbox.settled()
        await Promise.all(onItsWay)
        waited.push(ms)
        time += ms
      },
    }
    const segmentUrl = middleware === undefined ? sandbox.url : await serve(changing(middleware, sandbox.url))
    let ids = 0
    const dependencies = {
      clock,
      newId: () => {
        ids += 1
        return `id-000${String(ids)}`
      },
    }
    const urls = ['--segment-url', segmentUrl, '--amplitude-url', `${sandbox.url}/amplitude`]
    return {
      sandbox,
      waited,
      clock,
      dependencies,
      urls,
      /** The output as a terminal shows it at the end, with the sandbox’s default port. */
      scrubbed: ({ code, stdout, stderr }: Ran) => {
        const scrub = (text: string) => onScreen(text).replaceAll(new URL(sandbox.url).host, '127.0.0.1:4747')
        return { code, stdout: scrub(stdout), stderr: scrub(stderr) }
      },
      /** Runs the command, by default with `--yes`. */
      send: (args: readonly string[] = ['--yes'], surroundings: Surroundings = {}) =>
        doctor(['--send', ...urls, ...args], {
          env,
          ...surroundings,
          dependencies: { ...dependencies, ...surroundings.dependencies },
        }),
    }
  }

  return {
    start,
    serve,
    prepare,
    async close(): Promise<void> {
      for (const one of open.splice(0)) await one.close()
    },
  }
}

/** Text after carriage returns: later text replaces earlier text. */
function onScreen(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split('\r')
        .reduce((shown, piece) => piece + shown.slice(piece.length))
        .trimEnd(),
    )
    .join('\n')
}

/** The preset for impressions, changed. */
export function subscription(over: Partial<Subscription> = {}, mapping: Fields = {}): Subscription {
  const preset = createDestination().presets?.[0] as unknown as Subscription
  const fields = Object.entries({ ...preset.mapping, ...mapping }).filter(([, value]) => value !== undefined)
  return { ...preset, ...over, mapping: Object.fromEntries(fields) }
}

export const endpointsOf = (sandbox: Sandbox) => endpointsAt(`${sandbox.url}/amplitude`)

async function switchOn({ url }: Sandbox, fault: Fault): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await (await fetch(`${url}/api/faults`, { method: 'POST', headers, body: JSON.stringify(fault) })).text()
}

/** A Segment that changes each call, then passes it on. */
function changing(middleware: (call: Fields) => Fields, url: string): Server {
  return createServer((request, response) => {
    let text = ''
    request.on('data', (piece) => (text += String(piece)))
    request.on('end', () => {
      const body = JSON.stringify(middleware(JSON.parse(text) as Fields))
      void fetch(`${url}${String(request.url)}`, { method: 'POST', body }).then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
      })
    })
  })
}
