/** An event as analytics.js passes it to its plugins. */
export interface FakeEvent {
  event: string
  messageId: string
  properties: Record<string, unknown>
  userId?: unknown
  anonymousId?: unknown
}

/** What analytics.js takes an event along in. */
export class FakeContext {
  readonly log: { readonly level: string }[] = []
  failure: unknown
  event: FakeEvent

  constructor(event: FakeEvent) {
    this.event = event
  }

  logs = () => this.log
  failedDelivery = (): unknown => this.failure
}

interface FakePlugin {
  readonly name: string
  track?: (context: FakeContext) => Promise<FakeContext>
}

/**
 * As much of a live analytics.js as the plugin uses, with what it was given: an event gets the ids of who is here, is shown to
 * the listeners of `dispatch_start` and to the other destinations, and goes to the sender.
 */
export const createAnalytics = (writeKey = 'WRITEKEY') => {
  const tracked: { name: string; properties: object; options: { messageId: string } }[] = []
  const sent: FakeEvent[] = []
  const seen: FakeEvent[] = []
  const registered: string[] = []
  const contexts: FakeContext[] = []
  const listeners: ((context: FakeContext) => void)[] = []
  const person: { userId?: string | undefined; anonymousId?: string | undefined } = {
    userId: 'USER-1',
    anonymousId: 'ANON-1',
  }
  const sender = {
    name: 'Segment.io',
    // Ids as `segmentio/normalize.ts` fills them in.
    track: (context: FakeContext): Promise<FakeContext> => {
      const { userId, anonymousId, ...rest } = context.event
      const ids = {
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- as analytics.js does
        userId: userId || person.userId,
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- as analytics.js does
        anonymousId: anonymousId || person.anonymousId,
      }
      sent.push(JSON.parse(JSON.stringify({ ...rest, ...ids })) as FakeEvent)
      return analytics.send(context)
    },
  }
  const analytics = {
    tracked,
    sent,
    /** What another destination on the page sees. */
    seen,
    registered,
    contexts,
    person,
    sender,
    initialized: true,
    options: {} as Record<string, unknown>,
    settings: { writeKey },
    queue: { plugins: [sender] as FakePlugin[] },
    /** How a try of the sender ends. */
    send: (context: FakeContext): Promise<FakeContext> => Promise.resolve(context),
    on: (name: string, listener: (context: FakeContext) => void) => {
      if (name === 'dispatch_start') listeners.push(listener)
    },
    user: () => ({
      id: () => person.userId,
      anonymousId: () => person.anonymousId,
      traits: () => ({ plan: 'pro' }),
    }),
    track: async (
      name: string,
      properties: Record<string, unknown>,
      options: { messageId: string },
    ): Promise<FakeContext> => {
      tracked.push({ name, properties, options })
      const context = new FakeContext({ event: name, messageId: options.messageId, properties, ...person })
      contexts.push(context)
      for (const listener of listeners) listener(context)
      seen.push({ ...context.event })
      return sender.track(context)
    },
    register: (...plugins: readonly { readonly name: string }[]) => {
      registered.push(...plugins.map(({ name }) => name))
      return Promise.resolve()
    },
  }
  return analytics
}
