import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postTransformation } from '@experiment-impressions/contract'
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
import type { Ran, Surroundings } from './run-cli.js'

type Fields = Readonly<Record<string, unknown>>

export const env = {
  NO_COLOR: '1',
  SEGMENT_WRITE_KEY: 'write-key-1',
  AMPLITUDE_API_KEY: sandboxProject.apiKey,
  AMPLITUDE_SECRET_KEY: sandboxProject.secretKey,
}

export const userId = 'impressions-test-id-0001'

export interface RoadOptions extends SandboxOptions {
  /** What another destination of the source makes of a call, if anything; it goes to HTTP V2 of the same Amplitude. */
  readonly alongside?: (call: Fields) => Fields | undefined
  /** What a middleware of the source makes of a call. */
  readonly middleware?: (call: Fields) => Fields
  /** Faults that come up only once something has been sent. */
  readonly faults?: readonly Fault[]
  /** In which wait they come up. @default 1, which is right after sending */
  readonly faultsAt?: number
  /** Happens in the n-th wait. */
  readonly onWait?: (count: number, sandbox: Sandbox) => void | Promise<void>
}

/** Sandboxes and servers of one test file; `close` after each test. */
export function createRoads() {
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

  /** A road through a sandbox whose time passes only while the command waits, and then everything under way arrives first. */
  async function road({
    alongside,
    middleware,
    faults = [],
    faultsAt = 1,
    onWait,
    ...options
  }: RoadOptions = {}) {
    let time = Date.now()
    let waits = 0
    const waited: number[] = []
    const underWay: Promise<unknown>[] = []
    const sandbox: Sandbox = await start({
      now: () => time,
      onEvent: ({ pre }) => {
        const event = alongside?.(pre)
        if (event !== undefined) underWay.push(upload(sandbox, event))
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
        await Promise.all(underWay)
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
      /** What was printed, as it stands on a terminal in the end, with the port that the sandbox has by default. */
      scrubbed: ({ code, stdout, stderr }: Ran) => {
        const scrub = (text: string) => onScreen(text).replaceAll(new URL(sandbox.url).host, '127.0.0.1:4747')
        return { code, stdout: scrub(stdout), stderr: scrub(stderr) }
      },
      /** Runs the command, confirmed unless told otherwise. */
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
    road,
    async close(): Promise<void> {
      for (const one of open.splice(0)) await one.close()
    },
  }
}

/** Text after carriage returns: what comes later stands in place of what was there. */
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

/** The same call as Segment’s own Amplitude destination passes it on, without an insert id. */
export const passedOn = ({ event, userId: user_id, anonymousId: device_id, properties }: Fields): Fields => ({
  event_type: event,
  user_id,
  device_id,
  event_properties: properties,
})

/** An event that something else makes of the call. */
export const made =
  (over: Fields | ((call: Fields) => Fields)) =>
  (call: Fields): Fields => ({
    ...passedOn(call),
    ...(typeof over === 'function' ? over(call) : over),
  })

export const propertiesOf = (call: Fields) => call['properties'] as Fields

/** The event alone, as an action that maps nothing else sends it. */
export const eventAlone = made((call) => ({
  event_type: postTransformation.impression,
  event_properties: {
    [postTransformation.flagKey]: propertiesOf(call)['flag_key'],
    [postTransformation.variant]: propertiesOf(call)['variant'],
    [postTransformation.experimentKey]: propertiesOf(call)['experiment_key'],
  },
}))

interface SendReport {
  readonly person: Fields | null
  readonly flag: string
  readonly sent: number
  readonly stages: readonly {
    readonly name: string
    readonly status: string
    readonly ms: number | null
    readonly note: string | null
    readonly findings: readonly {
      readonly code: string
      readonly severity: string
      readonly params: Fields
      readonly reason: string
      readonly nextStep: string
      readonly causes?: readonly string[]
    }[]
  }[]
  readonly summary: Fields
}

/** What `--json` prints, and `amplitude error IMPRESSION_LOST` for each finding. */
export function read({ code, stdout }: { readonly code: number; readonly stdout: string }) {
  const report = JSON.parse(stdout) as SendReport
  const findings = report.stages.flatMap((stage) => stage.findings)
  return {
    code,
    report,
    findings,
    lines: report.stages.flatMap(({ name, findings: own }) =>
      own.map(({ severity, code: of }) => `${name} ${severity} ${of}`),
    ),
    statuses: Object.fromEntries(report.stages.map(({ name, status }) => [name, status])),
  }
}

/** The subscription to impressions that enabling the destination gives, changed. */
export function subscription(over: Partial<Subscription> = {}, mapping: Fields = {}): Subscription {
  const preset = createDestination().presets?.[0] as unknown as Subscription
  const fields = Object.entries({ ...preset.mapping, ...mapping }).filter(([, value]) => value !== undefined)
  return { ...preset, ...over, mapping: Object.fromEntries(fields) }
}

export const endpointsOf = (sandbox: Sandbox) => endpointsAt(`${sandbox.url}/amplitude`)

/** Uploads an event to the sandbox’s Amplitude, as another destination would. */
export async function upload({ url }: Sandbox, event: Fields): Promise<void> {
  const body = JSON.stringify({ api_key: sandboxProject.apiKey, events: [event] })
  const response = await fetch(`${url}/amplitude/2/httpapi`, { method: 'POST', body })
  if (!response.ok) throw new Error(`The sandbox refused an event: ${await response.text()}`)
  await response.text()
}

async function switchOn({ url }: Sandbox, fault: Fault): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await (await fetch(`${url}/api/faults`, { method: 'POST', headers, body: JSON.stringify(fault) })).text()
}

/** A Segment that changes each call before it passes it on. */
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
