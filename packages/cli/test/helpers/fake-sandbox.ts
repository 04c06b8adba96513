import { transform } from '@experiment-impressions/contract'
import { inspectEvent, otherCallRecord, type EventRecord } from '@experiment-impressions/inspection'
import type { SandboxModule, SandboxOptions } from '../../src/sandbox-module.js'
import { impression } from './events.js'

class PortTakenError extends Error {}
class CallRefusedError extends Error {}

export interface FakeSandbox extends SandboxModule {
  readonly PortTakenError: new (message: string) => Error
  readonly CallRefusedError: new (message: string) => Error
  /** What `startSandbox` was called with. */
  readonly started: SandboxOptions[]
  readonly played: string[]
  /** Lets one more event go through, as a page would; `over` is what its record has otherwise. */
  send(event: unknown, over?: Partial<EventRecord>): void
  /** Lets one event be received again, and dropped. */
  repeat(event: unknown): void
  /** Lets a try to deliver it fail, with another one to follow. */
  fail(event: unknown, waitMs: number): void
  isClosed(): boolean
}

/** A sandbox without a network: every experiment event that is played has the outcome that is told. */
export function fakeSandbox(
  outcomeOf: (event: unknown) => EventRecord['outcome'] = () => 'accepted',
): FakeSandbox {
  const started: SandboxOptions[] = []
  const played: string[] = []
  let closed = false
  const record = (
    event: unknown,
    outcome: EventRecord['outcome'],
    reason?: string,
    over: object = {},
  ): EventRecord => {
    const result = transform(event, { experimentViewed: true })
    const expected = result.kind === 'send' ? result.event : null
    return {
      id: 'event-1',
      pre: event as EventRecord['pre'],
      post: expected,
      expected,
      issues: result.issues,
      outcome: result.kind === 'send' ? outcome : 'rejected',
      attempts: [{ at: 0, outcome: 'rejected', ...(reason === undefined ? {} : { reason }) }],
      repeats: 0,
      storage: null,
      subscription: null,
      userProperties: null,
      ...over,
    }
  }
  const send = (event: unknown, over: Partial<EventRecord> = {}): void => {
    if (inspectEvent(event) === undefined) {
      started.at(-1)?.onCall?.(otherCallRecord(event, 'call-1'))
      return
    }
    const outcome = outcomeOf(event)
    const reason = outcome === 'rejected' ? 'Amplitude refused it.' : undefined
    started.at(-1)?.onEvent?.(record(event, outcome, reason, over))
  }
  return {
    started,
    played,
    send,
    fail(event, waitMs) {
      started.at(-1)?.onRetry?.(record(event, 'retry', 'Amplitude is busy.'), waitMs)
    },
    repeat(event) {
      started.at(-1)?.onRepeat?.(record(event, 'accepted'))
    },
    isClosed: () => closed,
    sandboxProject: { apiKey: 'fake-api-key', secretKey: 'fake-secret-key' },
    PortTakenError,
    CallRefusedError,
    startSandbox(options) {
      started.push(options)
      if (options.port === 1) return Promise.reject(new PortTakenError('taken'))
      return Promise.resolve({
        url: `http://127.0.0.1:${String(options.port)}`,
        settled: () => Promise.resolve(),
        close: () => {
          closed = true
          return Promise.resolve()
        },
      })
    },
    readRecordedSession: () =>
      [
        { type: 'page' },
        impression(),
        impression({ userId: undefined }, { variant: undefined }),
        impression({ event: '$exposure' }, { flag_key: 'checkout-flow', time: undefined }),
      ].map((event) => JSON.stringify(event)),
    playSession({ lines }) {
      played.push(...lines)
      for (const line of lines) send(JSON.parse(line))
      return Promise.resolve()
    },
  }
}
