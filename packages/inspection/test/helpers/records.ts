import { transform } from '@experiment-impressions/contract'
import type { EventRecord } from '../../src/index.js'

export const startOfTime = Date.UTC(2026, 10, 23, 10)

export interface Shown {
  readonly id: string
  readonly flag?: string
  readonly variant?: string
  readonly user?: string
  readonly device?: string
  readonly kind?: 'impression' | 'exposure'
  /** Ms after the start of time. */
  readonly after?: number
}

/** A Segment event with everything in order. */
export const plainImpression = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  userId: 'user-1',
  anonymousId: 'device-1',
  originalTimestamp: new Date(startOfTime).toISOString(),
  timestamp: new Date(startOfTime).toISOString(),
  properties: { flag_key: 'hero', variant: 'treatment', time: startOfTime },
}

/** A Segment event. */
export function impression({ id, flag = 'hero', variant, user, device, kind, after = 0 }: Shown) {
  const timestamp = new Date(startOfTime + after).toISOString()
  return {
    type: 'track',
    event: kind === 'exposure' ? '$exposure' : '$impression',
    messageId: id,
    ...(user === undefined ? {} : { userId: user }),
    ...(device === undefined ? {} : { anonymousId: device }),
    timestamp,
    originalTimestamp: timestamp,
    context: { page: { path: '/products' } },
    properties: { flag_key: flag, ...(variant === undefined ? {} : { variant }), time: startOfTime + after },
  }
}

/**
 * A record of an event that the sandbox's Amplitude stored, unless the transform refuses it or `changes` say otherwise; before
 * its first try it has no `post`.
 */
export function recordOf(event: unknown, changes: Partial<EventRecord> = {}): EventRecord {
  const result = transform(event)
  const expected = result.kind === 'send' ? result.event : null
  const outcome = changes.outcome ?? outcomeOf[result.kind]
  const isAccepted = outcome === 'accepted'
  return {
    id: String((event as { messageId?: unknown }).messageId),
    pre: event as EventRecord['pre'],
    post: isAccepted ? expected : null,
    expected,
    issues: result.issues,
    outcome,
    attempts: [{ at: startOfTime, outcome: 'accepted' }],
    storage: isAccepted ? 'stored' : null,
    repeats: 0,
    subscription: null,
    userProperties: isAccepted ? { before: {}, after: {} } : null,
    ...changes,
  }
}

/** What changes of a record where the sandbox's Amplitude dropped it as a duplicate. */
export const duplicate = { storage: 'duplicate', userProperties: null } as const

const outcomeOf = { send: 'accepted', skip: 'skipped', refuse: 'rejected' } as const
