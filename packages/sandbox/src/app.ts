import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono, type Context } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Region } from '@experiment-impressions/delivery'
import type { Faults } from './amplitude/faults/faults.js'
import { faultRoutes } from './amplitude/faults/routes.js'
import type { Ingestion } from './amplitude/ingestion/ingestion.js'
import type { LookupLimits } from './amplitude/people/limit-lookups.js'
import type { Deletions } from './amplitude/privacy/deletions.js'
import { amplitudeRoutes, type Project } from './amplitude/routes.js'
import type { StoredEvents } from './amplitude/stored-events.js'
import type { CallCounts } from './pipeline.js'
import type { EventLog } from './records/event-log.js'
import type { EventStream } from './records/event-stream.js'
import { jsonList } from './records/json-list.js'
import type { UserView } from './records/user-view.js'
import { cdnRoutes } from './segment/cdn.js'
import { segmentRoutes } from './segment/routes.js'
import type { SegmentEvent } from './segment/server-side-fields.js'
import { closeUnread } from './server/close-unread.js'
import { guard } from './server/guard.js'
import type { NodeServer } from './server/listen.js'
import { staticFile, staticFolder } from './server/static-files.js'
import type { SessionPlayer } from './session/session-player.js'
import { pluginRoutes } from './site/plugin-routes.js'
import { siteRoutes } from './site/routes.js'

const debuggerPackage = createRequire(import.meta.url).resolve(
  '@experiment-impressions/debugger/package.json',
)

/** The event debugger: static files that ask this server for events. */
const debuggerFolder = join(dirname(debuggerPackage), 'dist')

interface AppOptions {
  readonly log: EventLog
  /** The log of calls that aren't experiment events. */
  readonly calls: EventLog
  readonly callCounts: () => CallCounts
  readonly stream: EventStream
  readonly ingestion: Ingestion
  readonly deletions: Deletions
  readonly stored: StoredEvents
  readonly faults: Faults
  readonly project: Project
  /** @default the documented limits */
  readonly lookupLimits?: Partial<LookupLimits> | undefined
  /** Receives the events: the sandbox's own Amplitude, or the real one in a region. */
  readonly target: 'sandbox' | Region
  readonly receive: (event: SegmentEvent) => void
  /** Whether more events can wait for delivery. */
  readonly hasRoom: () => boolean
  readonly sessionPlayer: SessionPlayer
  readonly user: (id: string) => UserView | undefined
  /** Epoch ms. */
  readonly now: () => number
  /** Waits for a number of ms. */
  readonly wait: (ms: number) => Promise<void>
}

/** All routes of the sandbox, on one port. */
export function createApp({
  log,
  calls,
  callCounts,
  stream,
  ingestion,
  deletions,
  stored,
  faults,
  project,
  lookupLimits,
  target,
  receive,
  hasRoom,
  sessionPlayer,
  user,
  now,
  wait,
}: AppOptions): Hono<NodeServer> {
  const app = new Hono<NodeServer>()
  app.use(closeUnread)
  app.use(guard)
  // Before the debugger's content security policy: the demo site has its own.
  app.route('/', siteRoutes({ wait }))
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Pages on other ports of this machine read the answers of the tracking API.
      crossOriginResourcePolicy: false,
    }),
  )
  app.route('/v1', segmentRoutes({ now, receive, hasRoom }))
  app.route('/', cdnRoutes())
  app.route('/', pluginRoutes())
  app.route(
    '/amplitude',
    amplitudeRoutes({ ingestion, deletions, stored, faults, project, lookupLimits, now, wait }),
  )
  app.get('/api/status', (context) =>
    context.json({ amplitude: target, calls: callCounts(), forgottenRecords: log.forgottenRecords() }),
  )
  app.get('/api/events', (context) => list(context, log.all()))
  app.get('/api/calls', (context) => list(context, calls.all()))
  app.get('/api/stored', (context) => list(context, stored.all()))
  app.get('/api/stream', (context) =>
    stream.isFull()
      ? context.json({ error: 'Too many streams are open. Close a page of the debugger.' }, 503)
      : stream.open(context),
  )
  app.post('/api/session', (context) => {
    if (target !== 'sandbox')
      return context.json(
        { error: 'The session isn’t played into the real Amplitude, which would bill it.' },
        409,
      )
    if (sessionPlayer.play()) return context.json({ started: true }, 202)
    return context.json({ error: 'The session is already playing. Try again once it has ended.' }, 409)
  })
  app.route('/api/faults', faultRoutes(faults))
  app.get('/api/users/:id', (context) => {
    const found = user(context.req.param('id'))
    if (found !== undefined) return context.json(found)
    return context.json({ error: 'Amplitude has accepted no event with this user id or device id.' }, 404)
  })
  app.get('/', staticFile(join(debuggerFolder, 'index.html')))
  app.get('/:file{[\\w-]+(?:\\.[\\w-]+)*\\.(?:html|css|js|svg)}', staticFolder(debuggerFolder))
  app.notFound((context) => context.json({ error: 'There is nothing at this address.' }, 404))
  app.onError((_, context) =>
    context.req.raw.signal.aborted
      ? context.json({ error: 'The request was cut off.' }, 400)
      : context.json({ error: 'The sandbox failed on this request.' }, 500),
  )
  return app
}

function list(context: Context, items: readonly unknown[]) {
  return context.body(jsonList(items), 200, { 'content-type': 'application/json' })
}
