import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { epochOf } from '../dates.js'
import { overLimit, readBody } from './read-body.js'
import { callTypeOf, readCalls, trackingLimits } from './read-calls.js'
import { addServerSideFields, type Arrival, type SegmentEvent } from './server-side-fields.js'

/** Says when Segment received the request, for calls of a session that took place before. */
export const receivedAtHeader = 'sandbox-received-at'

/** The most that gzip adds to a body that can't be compressed. */
const gzipBytes = 1024

interface SegmentRoutesOptions {
  /** Epoch ms. */
  readonly now: () => number
  readonly receive: (event: SegmentEvent) => void
  /** Whether more events can wait for delivery. */
  readonly hasRoom: () => boolean
}

/**
 * Segment's tracking API, and the settings that analytics.js loads. Every write key works: there is only one source.
 * Source: Segment docs, "HTTP Tracking API".
 */
export function segmentRoutes({ now, receive, hasRoom }: SegmentRoutesOptions): Hono {
  const routes = new Hono()
  // Pages on any port of this machine may send here, as they may to Segment. `guard` keeps other pages out.
  routes.use(cors({ origin: (origin) => origin, maxAge: 600 }))
  routes.get('/projects/:writeKey/settings', (context) => {
    const { host } = new URL(context.req.url)
    return context.json({
      integrations: {
        'Segment.io': { apiKey: context.req.param('writeKey'), apiHost: `${host}/v1`, protocol: 'http' },
      },
      plan: { track: { __default: { enabled: true, integrations: {} } } },
      edgeFunction: {},
      // Otherwise analytics.js reports metrics to Segment's own servers.
      metrics: { sampleRate: 0 },
    })
  })
  routes.post(
    '/:path',
    bodyLimit({ maxSize: trackingLimits.batchBytes + gzipBytes, onError: tooLarge }),
    async (context) => {
      const type = callTypeOf(context.req.param('path'))
      if (type === undefined) return context.notFound()
      const read = await readBody(context, trackingLimits.batchBytes)
      if ('reason' in read) return context.json({ success: false, message: read.reason }, read.status)
      // Clients wait and retry, analytics.js included.
      if (!hasRoom())
        return context.json({ success: false, message: 'too many events are waiting for delivery' }, 429, {
          'retry-after': '1',
        })
      const calls = readCalls(type, read.text)
      if (typeof calls === 'string') return context.json({ success: false, message: calls }, 400)
      const arrival = arrivalOf(context, epochOf(context.req.header(receivedAtHeader)) ?? now())
      for (const call of calls) receive(addServerSideFields(call, arrival))
      return context.json({ success: true })
    },
  )
  return routes
}

/** Describes the arrival of a request at `receivedAt` (epoch ms). A sender without an address counts as this machine. */
export function arrivalOf(context: Context, receivedAt: number): Arrival {
  const { address: ip = '127.0.0.1' } = getConnInfo(context).remote
  return { receivedAt, ip, newMessageId: () => `sandbox-${randomUUID()}` }
}

function tooLarge(context: Context) {
  return context.json({ success: false, message: overLimit(trackingLimits.batchBytes) }, 400)
}
