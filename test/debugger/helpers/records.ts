import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AmplitudeEvent, type Issue, transform } from '@experiment-impressions/contract'

const root = join(__dirname, '../../..')

type Properties = Readonly<Record<string, unknown>>

interface TestAttempt {
  readonly at: number
  readonly outcome: string
  readonly reason?: string
  readonly batch?: Readonly<Record<'number' | 'place' | 'size' | 'refused', number>>
}

/** A record as the sandbox’s API has it. */
export interface TestRecord {
  readonly id: string
  readonly pre: unknown
  readonly post: AmplitudeEvent | null
  readonly expected: AmplitudeEvent | null
  readonly issues: readonly Issue[]
  readonly outcome: 'accepted' | 'pending' | 'retry' | 'skipped' | 'rejected'
  readonly attempts: readonly TestAttempt[]
  readonly storage: 'stored' | 'duplicate' | null
  readonly repeats: number
  readonly subscription: {
    readonly name: string
    readonly changed: readonly {
      readonly field: string
      readonly mapping: unknown
      readonly usual: unknown
    }[]
  } | null
  readonly userProperties: { readonly before: Properties; readonly after: Properties } | null
}

/** Makes records of Segment events with the real transform, and keeps everybody’s user properties. */
export class RecordMaker {
  private readonly people = new Map<string, Properties>()
  private made = 0

  /** A record of an event that was delivered at once, unless `changes` say otherwise. */
  of(event: unknown, changes: Partial<TestRecord> = {}): TestRecord {
    this.made += 1
    const result = transform(event)
    const expected = result.kind === 'send' ? result.event : null
    const messageId = (event as { messageId?: unknown }).messageId
    const outcome = changes.outcome ?? outcomeOf[result.kind]
    const at = (expected?.time ?? startOfTime) + 1400
    const post = outcome === 'accepted' ? expected : null
    const { storage = post === null ? null : 'stored' } = changes
    return {
      id: typeof messageId === 'string' && messageId !== '' ? messageId : `made-${String(this.made)}`,
      pre: event,
      post,
      expected,
      issues: result.issues,
      outcome,
      attempts: [{ at, outcome, ...(outcome === 'rejected' ? { reason: 'The event cannot be sent.' } : {}) }],
      storage,
      repeats: 0,
      subscription: null,
      userProperties: post === null || storage !== 'stored' ? null : this.change(post),
      ...changes,
    }
  }

  private change(post: AmplitudeEvent): TestRecord['userProperties'] {
    const person = String(post.user_id ?? post.device_id)
    const before = this.people.get(person) ?? {}
    const operations = post.user_properties ?? {}
    const { $set: set = {}, $unset: unset = {} } = operations as Partial<
      Record<'$set' | '$unset', Properties>
    >
    const kept = Object.entries(before).filter(([name]) => !Object.hasOwn(unset, name))
    const after = { ...Object.fromEntries(kept), ...set }
    this.people.set(person, after)
    return { before, after }
  }
}

/** 2026-11-23T10:00:00Z, when every session of these tests begins. */
export const startOfTime = Date.UTC(2026, 10, 23, 10)

export interface ImpressionOptions {
  readonly id: string
  readonly flag?: string
  readonly variant?: string | undefined
  readonly user?: string
  readonly device?: string
  readonly path?: string
  readonly event?: string
  /** Ms after the start of time. */
  readonly after?: number
  readonly properties?: Properties
}

/** An impression as Segment hands it to destinations; its clock is 90 s slow. */
export function impression({
  id,
  flag = 'hero-headline',
  variant,
  user,
  device = '10b98f5c-65f5-40af-8e5a-0de2c0ab9628',
  path = '/products',
  event = '$impression',
  after = 0,
  properties = {},
}: ImpressionOptions): Record<string, unknown> {
  const at = startOfTime + after
  const iso = (ms: number): string => new Date(ms).toISOString()
  return {
    type: 'track',
    event,
    messageId: id,
    anonymousId: device,
    ...(user === undefined ? {} : { userId: user }),
    context: { page: { path, url: `https://shop.example${path}` }, library: { name: 'analytics.js' } },
    originalTimestamp: iso(at - 90_000),
    timestamp: iso(at),
    receivedAt: iso(at + 120),
    properties: {
      flag_key: flag,
      ...(variant === undefined ? {} : { variant }),
      experiment_key: 'exp-1',
      time: at - 90_002,
      metadata: { flagVersion: 7, deliveryMethod: 'web', segmentName: 'All Other Users' },
      ...properties,
    },
  }
}

/** Every event of the corpus, by the name of its case. */
export const corpusEvents: ReadonlyMap<string, Record<string, unknown>> = new Map(
  readdirSync(join(root, 'test/corpus'))
    .sort()
    .map((name) => [
      name,
      JSON.parse(readFileSync(join(root, 'test/corpus', name, 'event.json'), 'utf8')) as Record<
        string,
        unknown
      >,
    ]),
)

/** The session that was recorded in a real browser, as NDJSON. */
export const recordedSession = readFileSync(
  join(root, 'packages/sandbox/session/recorded-session.ndjson'),
  'utf8',
)

const outcomeOf = { send: 'accepted', skip: 'skipped', refuse: 'rejected' } as const
