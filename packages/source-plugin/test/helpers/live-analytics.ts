import type { AnalyticsPlugin, LiveAnalytics, SegmentEvent } from '../../src/analytics/analytics.js'
import type { IdentityOptions } from '../../src/analytics/stored-identity.js'

type QueuedPlugin = LiveAnalytics['queue']['plugins'][number]
export type SegmentContext = Parameters<NonNullable<QueuedPlugin['track']>>[0]

/** The result of a request: Segment accepts the event, refuses it for good, or can’t be reached. */
export type Answer = 'taken' | 'refused' | 'unreachable'

/** Who is on the page, according to analytics.js. */
export interface Visitor {
  userId?: string | undefined
  anonymousId: string
  traits: object
}

/** A live analytics.js that treats a track event as analytics-next 1.84 does, as far as the plugin can tell. */
export interface TestAnalytics extends LiveAnalytics {
  readonly queue: { readonly plugins: QueuedPlugin[] }
  /** Who is looking. Tests may change it. */
  readonly visitor: Visitor
  /** The bodies that have reached Segment. */
  readonly arrived: readonly SegmentEvent[]
  /** The network. Tests may replace it. */
  answer: (body: SegmentEvent) => Answer | Promise<Answer>
  /** Makes the sender retry the events that it has kept. */
  readonly retry: () => Promise<void>
  /** Whether a plugin of the site hangs, so that `track` never reaches the sender. */
  isHanging: boolean
}

interface TestContext extends SegmentContext {
  log(level: string): void
  setFailedDelivery(reason: unknown): void
  failedDelivery(): unknown
}

const createContext = (event: SegmentEvent): TestContext => {
  const logs: { level: string }[] = [{ level: 'debug' }]
  let failure: unknown
  return {
    event,
    logs: () => logs,
    log(level) {
      logs.push({ level })
    },
    failedDelivery: () => failure,
    setFailedDelivery(reason) {
      failure = reason
    },
  }
}

/** Creates an analytics.js. `register` also accepts the site's own plugins, and only calls their `track`. */
export const createAnalytics = ({
  writeKey = 'KEY',
  options = {},
  cdnSettings,
  ...who
}: Partial<Visitor> & {
  readonly writeKey?: string
  readonly options?: IdentityOptions
  readonly cdnSettings?: object
} = {}): TestAnalytics => {
  const visitor: Visitor = { anonymousId: 'ANON-1', traits: {}, ...who }
  const arrived: SegmentEvent[] = []
  const kept: TestContext[] = []
  const listeners: ((context: SegmentContext) => void)[] = []

  const send = async (context: TestContext): Promise<SegmentContext> => {
    if (!navigator.onLine) {
      kept.push(context)
      return context
    }
    // The sender reads everything it needs at once (`segmentio/normalize.ts`).
    const { userId, anonymousId, ...event } = context.event
    const ids = { userId: userId ?? visitor.userId ?? null, anonymousId: anonymousId ?? visitor.anonymousId }
    const body = JSON.parse(JSON.stringify({ ...event, ...ids })) as SegmentEvent
    const answer = await analytics.answer(body)
    if (answer === 'taken') arrived.push(body)
    else {
      context.log('error')
      if (answer === 'refused') context.setFailedDelivery({ reason: answer })
      else kept.push(context)
    }
    return context
  }

  const sender: QueuedPlugin = { name: 'Segment.io', track: (context) => send(context as TestContext) }

  const analytics: TestAnalytics = {
    initialized: true,
    options,
    settings: { writeKey, cdnSettings },
    queue: { plugins: [sender] },
    visitor,
    arrived,
    isHanging: false,
    answer: () => 'taken',
    user: () => ({
      id: () => visitor.userId ?? null,
      anonymousId: () => visitor.anonymousId,
      traits: () => visitor.traits,
    }),
    on: (_name, listener) => listeners.push(listener),
    register(...plugins: readonly AnalyticsPlugin[]) {
      analytics.queue.plugins.unshift(...(plugins as readonly QueuedPlugin[]))
      return Promise.resolve()
    },
    async track(event, properties, { messageId, timestamp, context }: Record<string, unknown>) {
      if (!event) throw new Error('Event missing')
      const { userId, anonymousId } = visitor
      const ids = { ...(userId && { userId }), anonymousId }
      const passed = createContext({ event, properties, messageId, ...{ timestamp, context }, ...ids })
      listeners.forEach((listen) => {
        listen(passed)
      })
      await (analytics.isHanging ? new Promise(() => undefined) : undefined)
      for (const plugin of analytics.queue.plugins) await plugin.track?.(passed)
      return passed
    },
    async retry() {
      for (const context of kept.splice(0)) await sender.track?.(context)
    },
  }
  return analytics
}

/** Waits until the promises made so far have settled. */
export const settled = (): Promise<void> => new Promise(setImmediate)
