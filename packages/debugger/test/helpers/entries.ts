import { transform } from '@experiment-impressions/contract'
import type { EventRecord } from '../../src/feed/event-record.js'
import { createRecordList, type Entry } from '../../src/feed/record-list.js'

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

/** A record of an event that was accepted, unless the transform refuses it or `changes` say otherwise. */
export function recordOf(event: unknown, changes: Partial<EventRecord> = {}): EventRecord {
  const result = transform(event)
  const errors = result.issues.filter(({ severity }) => severity === 'error')
  return {
    id: String((event as { messageId?: unknown }).messageId),
    pre: event,
    post: result.ok ? result.value : null,
    issues: result.issues,
    outcome: result.ok ? 'accepted' : errors.length > 0 ? 'rejected' : 'skipped',
    attempts: [{ at: startOfTime, outcome: 'accepted' }],
    userProperties: { before: {}, after: {} },
    ...changes,
  }
}

/** Entries of a list that holds these, in this order. */
export function entriesOf(...records: readonly (Shown | EventRecord)[]): readonly Entry[] {
  const list = createRecordList()
  list.put(records.map((each) => ('pre' in each ? each : recordOf(impression(each)))))
  return list.all()
}
