import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { endpointsAt, type Endpoints } from '@experiment-impressions/delivery'
import { createDeletions } from './amplitude/privacy/deletions.js'
import type { IngestionLimits } from './amplitude/ingestion/limits.js'
import { createIngestion } from './amplitude/ingestion/ingestion.js'
import type { LookupLimits } from './amplitude/people/limit-lookups.js'
import { createStoredEvents } from './amplitude/stored-events.js'
import { createApp } from './app.js'
import { toAround } from './records/properties-around.js'
import { createEventLog } from './records/event-log.js'
import type { EventRecord } from './event-record.js'
import { createEventStream } from './records/event-stream.js'
import { createFaults } from './amplitude/faults/faults.js'
import { createPipeline, type PipelineListeners } from './pipeline.js'
import { PortTakenError } from './server/listen.js'
import { defaultRetention, type Retention } from './memory/retention.js'
import { createSegmentHost } from './segment-host/segment-host.js'
import type { Subscription } from './segment-host/subscription.js'
import { viewUser, type UserView } from './records/user-view.js'
import { wait } from './wait.js'

export interface SandboxOptions extends PipelineListeners {
  /** On 127.0.0.1; 0 for any that is free. @default 4747 */
  readonly port?: number
  /** Delivers to this project of the real Amplitude, instead of to the sandbox's own. */
  readonly amplitude?: { readonly apiKey: string; readonly region: 'us' | 'eu' }
  /** Amplitude's addresses as whole URLs, where they are neither its own nor the sandbox's. */
  readonly endpoints?: Endpoints
  /**
   * The destination's subscriptions, as Segment's Public API gives them. @default the ones that enabling the destination
   * gives
   */
  readonly subscriptions?: readonly Subscription[]
  /** The destination's settings, besides its keys and region: `unsetAs`, `partnerId` and so on. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** How long events are collected for a batch that isn't full, in ms; Segment takes up to a minute. @default 100 */
  readonly batchWaitMs?: number
  /** How long to wait before each further try, in ms. @default 1, 2, 4, 8 and 16 seconds */
  readonly retryDelaysMs?: readonly number[]
  /** How much is kept in memory. @default `defaultRetention` */
  readonly retention?: Partial<Retention>
  /** How much of one person the sandbox's Amplitude takes, and how often it may be asked. @default what Amplitude documents */
  readonly limits?: Partial<IngestionLimits & LookupLimits>
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

export interface Sandbox {
  /** Such as `http://127.0.0.1:4747`. */
  readonly url: string
  /** The experiment events so far, newest last. */
  readonly events: () => readonly EventRecord[]
  /** What Amplitude would show of the person with this user id or device id. */
  readonly user: (id: string) => UserView | undefined
  /** Settles when every event so far has its final outcome. */
  readonly settled: () => Promise<void>
  /** Stops serving and gives up what waits for another try. */
  readonly close: () => Promise<void>
}

/** The keys of the one project that the sandbox's Amplitude has. They open nothing but the sandbox. */
export const sandboxProject = { apiKey: 'sandbox-api-key', secretKey: 'sandbox-secret-key' } as const

const defaultRetryDelaysMs = [1000, 2000, 4000, 8000, 16_000]

/**
 * Starts a Segment and an Amplitude on this machine, with the real destination between them.
 * @throws {PortTakenError} where another program has the port
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    port = 4747,
    amplitude,
    retryDelaysMs = defaultRetryDelaysMs,
    batchWaitMs = 100,
    now = Date.now,
    limits,
  } = options
  const retention = { ...defaultRetention, ...options.retention }
  const closing = new AbortController()
  // The numbers go on growing over a restart, so that a client which was there before does not take these changes for old.
  const log = createEventLog({ bound: retention.events, firstNumber: now() * 1000 })
  const stream = createEventStream({ log })
  const stored = createStoredEvents(retention.stored)
  const ingestion = createIngestion({
    apiKey: sandboxProject.apiKey,
    onStored: (event, uploaded, { before, after }) => {
      stored.add(event)
      pipeline.noteEvidence(uploaded, { storage: 'stored', userProperties: toAround(before, after) })
    },
    onDuplicate: (uploaded) => {
      pipeline.noteEvidence(uploaded, { storage: 'duplicate', userProperties: null })
    },
    people: retention.people,
    now,
    limits,
  })
  const region = amplitude?.region === 'eu' ? 'europe' : 'north_america'
  const app = createApp({
    project: sandboxProject,
    lookupLimits: limits,
    target: amplitude === undefined ? 'sandbox' : region,
    log,
    stream,
    ingestion,
    deletions: createDeletions({ people: ingestion.people, onDeleted: stored.forget, now }),
    stored,
    faults: createFaults(),
    receive: (event) => {
      pipeline.receive(event)
    },
    hasRoom: () => pipeline.hasRoom(),
    user: (id) => viewUser(id, ingestion.people, log),
    now,
    wait: (ms) => wait(ms, closing.signal),
  })
  const server = createAdaptorServer({ fetch: app.fetch })
  const url = await listen(server, port)

  const endpoints =
    options.endpoints ?? (amplitude === undefined ? endpointsAt(`${url}/amplitude`) : undefined)
  const pipeline = createPipeline({
    log,
    host: createSegmentHost({
      apiKey: amplitude?.apiKey ?? sandboxProject.apiKey,
      region,
      endpoints,
      subscriptions: options.subscriptions,
      settings: options.settings,
      now,
    }),
    retryDelaysMs,
    batchWaitMs,
    waiting: retention.waiting,
    now,
    onEvent: options.onEvent,
    onRetry: options.onRetry,
    onRepeat: options.onRepeat,
  })

  return {
    url,
    events: log.all,
    user: (id) => viewUser(id, ingestion.people, log),
    settled: pipeline.settled,
    async close() {
      pipeline.close()
      closing.abort()
      stream.close()
      // Streams write their end before the connections are taken from them.
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}

function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error)
    })
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
    })
  })
}
