import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Ingestion } from './amplitude/ingestion.js'
import { amplitudeRoutes, type Project } from './amplitude/routes.js'
import type { EventLog } from './event-log.js'
import { guard } from './guard.js'
import { eventListStyle } from './page/event-list-style.js'
import { eventListPage } from './page/event-list.js'
import type { SegmentEvent } from './segment/server-side.js'
import { segmentRoutes } from './segment/routes.js'
import type { UserView } from './user-view.js'

interface AppOptions {
  readonly log: EventLog
  readonly ingestion: Ingestion
  readonly project: Project
  readonly receive: (event: SegmentEvent) => void
  readonly user: (id: string) => UserView | undefined
  /** Epoch ms. */
  readonly now: () => number
}

/** Everything that the sandbox answers, on one port. */
export function createApp({ log, ingestion, project, receive, user, now }: AppOptions): Hono {
  const app = new Hono()
  app.use(guard)
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        frameAncestors: ["'none'"],
      },
      // Pages on other ports of this machine read the tracking API's answers.
      crossOriginResourcePolicy: false,
    }),
  )
  app.route('/v1', segmentRoutes({ arrivalOf, receive }))
  app.route('/amplitude', amplitudeRoutes({ ingestion, project }))
  app.get('/api/events', (context) => context.json(log.all()))
  app.get('/api/users/:id', (context) => {
    const found = user(context.req.param('id'))
    if (found !== undefined) return context.json(found)
    return context.json(
      { error: 'No one with this user id or device id has an event that Amplitude accepted.' },
      404,
    )
  })
  app.get('/', (context) => context.html(eventListPage(log.all())))
  app.get('/style.css', (context) => context.body(eventListStyle, 200, { 'content-type': 'text/css' }))
  app.notFound((context) => context.json({ error: 'There is nothing at this address.' }, 404))
  app.onError((_, context) => context.json({ error: 'The sandbox failed on this request.' }, 500))
  return app

  function arrivalOf(context: Parameters<typeof getConnInfo>[0]) {
    const ip = getConnInfo(context).remote.address ?? '127.0.0.1'
    return { receivedAt: now(), ip, newMessageId: () => `sandbox-${randomUUID()}` }
  }
}
