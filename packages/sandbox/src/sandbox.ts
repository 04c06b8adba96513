import { getRequestListener } from '@hono/node-server'
import { endpointsAt, type Endpoints, type Region } from '@experiment-impressions/delivery'
import type { EventRecord } from '@experiment-impressions/inspection'
import { createFaults } from './amplitude/faults/faults.js'
import { createIngestion } from './amplitude/ingestion/ingestion.js'
import type { IngestionLimits } from './amplitude/ingestion/limits.js'
import type { LookupLimits } from './amplitude/people/limit-lookups.js'
import { createDeletions } from './amplitude/privacy/deletions.js'
import { createStoredEvents } from './amplitude/stored-events.js'
import { createApp } from './app.js'
import { defaultRetention, type Retention } from './memory/retention.js'
import { createPipeline, type PipelineListeners } from './pipeline.js'
import { createChangeNumbers } from './records/change-numbers.js'
import { createEventLog } from './records/event-log.js'
import { createEventStream } from './records/event-stream.js'
import { mergeChanges } from './records/merge-changes.js'
import { toPropertiesAround } from './records/properties-around.js'
import { viewUser, type UserView } from './records/user-view.js'
import { createSegmentHost } from './segment-host/segment-host.js'
import type { Subscription } from './segment-host/subscription.js'
import { listen } from './server/listen.js'
import { createSessionPlayer } from './session/session-player.js'
import { wait } from './wait.js'

export interface SandboxOptions extends PipelineListeners {
  /** On 127.0.0.1; 0 picks a free port. @default 4747 */
  readonly port?: number
  /** Delivers to this project of the real Amplitude instead of the sandbox's own. */
  readonly amplitude?: { readonly apiKey: string; readonly region: Region }
  /** Amplitude's addresses, as whole URLs. @default those of the real or the sandbox's own Amplitude */
  readonly endpoints?: Endpoints
  /** The destination's subscriptions, as Segment's Public API returns them. @default the destination's automatic presets */
  readonly subscriptions?: readonly Subscription[]
  /** The destination's settings except its keys and region: `unsetAs`, `partnerId` and so on. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** How long Segment collects events for a batch that isn't full, in ms; the real one up to a minute. @default 100 */
  readonly batchWaitMs?: number
  /** Delays before each retry, in ms. @default 1, 2, 4, 8 and 16 seconds */
  readonly retryDelaysMs?: readonly number[]
  /** How much is kept in memory. @default `defaultRetention` */
  readonly retention?: Partial<Retention>
  /** The limits of the sandbox's Amplitude, for events and for lookups. @default those that Amplitude documents */
  readonly limits?: Partial<IngestionLimits & LookupLimits>
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

export interface Sandbox {
  /** For example `http://127.0.0.1:4747`. */
  readonly url: string
  /** The experiment events so far, newest last. */
  readonly events: () => readonly EventRecord[]
  /** The other calls so far, newest last. */
  readonly calls: () => readonly EventRecord[]
  /** What Amplitude would show of the person with this user id or device id. */
  readonly user: (id: string) => UserView | undefined
  /** Settles when every event so far has its final outcome. */
  readonly settled: () => Promise<void>
  /** Stops the server and gives up pending retries. */
  readonly close: () => Promise<void>
}

/** The keys of the only project in the sandbox's Amplitude. They have no use anywhere else. */
export const sandboxProject = { apiKey: 'sandbox-api-key', secretKey: 'sandbox-secret-key' } as const

const defaultRetryDelaysMs = [1000, 2000, 4000, 8000, 16_000]

/**
 * Starts a Segment and an Amplitude on this machine, with the real destination between them.
 * @throws {PortTakenError} if another program uses the port
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const listening = await listen(options.port ?? 4747)
  try {
    return buildSandbox(listening, options)
  } catch (error) {
    // Otherwise the port would stay taken, and the program would never end.
    listening.server.close()
    throw error
  }
}

function buildSandbox({ server, url }: Awaited<ReturnType<typeof listen>>, options: SandboxOptions): Sandbox {
  const { amplitude, limits, now = Date.now } = options
  const { retryDelaysMs = defaultRetryDelaysMs, batchWaitMs = 100 } = options
  const retention = { ...defaultRetention, ...options.retention }
  const region = amplitude?.region ?? 'north_america'
  const closing = new AbortController()

  // Numbers keep growing after a restart, so that a connected client doesn't mistake new changes for old ones.
  const numbers = createChangeNumbers(now() * 1000)
  const log = createEventLog({ bound: retention.events, numbers })
  const calls = createEventLog({ bound: retention.calls, numbers })
  const stream = createEventStream({ log: mergeChanges([log, calls]) })
  const pipeline = createPipeline({
    log,
    calls,
    host: createSegmentHost({
      apiKey: amplitude?.apiKey ?? sandboxProject.apiKey,
      region,
      endpoints: options.endpoints ?? (amplitude === undefined ? endpointsAt(`${url}/amplitude`) : undefined),
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
    onCall: options.onCall,
  })

  const stored = createStoredEvents(retention.stored)
  const ingestion = createIngestion({
    apiKey: sandboxProject.apiKey,
    onStored: (event, uploaded, { before, after }) => {
      stored.add(event)
      pipeline.noteEvidence(uploaded, {
        storage: 'stored',
        userProperties: toPropertiesAround(before, after),
      })
    },
    onDuplicate: (uploaded) => {
      pipeline.noteEvidence(uploaded, { storage: 'duplicate', userProperties: null })
    },
    people: retention.people,
    now,
    limits,
  })
  const user = (id: string) => viewUser(id, ingestion.people, log)

  const app = createApp({
    project: sandboxProject,
    lookupLimits: limits,
    target: amplitude === undefined ? 'sandbox' : region,
    log,
    calls,
    callCounts: pipeline.counts,
    stream,
    ingestion,
    deletions: createDeletions({ people: ingestion.people, onDeleted: stored.forget, now }),
    stored,
    faults: createFaults(),
    receive: pipeline.receive,
    hasRoom: pipeline.hasRoom,
    sessionPlayer: createSessionPlayer(url),
    user,
    now,
    wait: (ms) => wait(ms, closing.signal),
  })
  const answer = getRequestListener(app.fetch)
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing))

  return {
    url,
    events: log.all,
    calls: calls.all,
    user,
    settled: pipeline.settled,
    async close() {
      pipeline.close()
      closing.abort()
      stream.close()
      // The streams need a moment to write their ends before their connections close.
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}
