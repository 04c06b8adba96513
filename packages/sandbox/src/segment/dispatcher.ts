import { wait } from '../wait.js'
import type { Attempt } from './attempt.js'
import type { SegmentEvent } from './server-side.js'

interface DispatcherOptions {
  /** One try; never rejects. */
  readonly attempt: (event: SegmentEvent) => Promise<Attempt>
  /** How long to wait before each further try, in ms. */
  readonly retryDelaysMs: readonly number[]
  /** Told of every try; `waitMs` where another follows. */
  readonly onAttempt: (event: SegmentEvent, attempt: Attempt, waitMs: number | undefined) => void
}

export interface Dispatcher {
  readonly dispatch: (event: SegmentEvent) => void
  /** Settles when every event so far was accepted or given up. */
  readonly settled: () => Promise<void>
  /** Gives up what waits. */
  readonly close: () => void
}

/**
 * Delivers events with retries. The events of one person go one after another, so that the last state wins; those of
 * different people do not wait for each other.
 */
export function createDispatcher({ attempt, retryDelaysMs, onAttempt }: DispatcherOptions): Dispatcher {
  const queues = new Map<string, Promise<void>>()
  const closing = new AbortController()

  async function deliver(event: SegmentEvent): Promise<void> {
    for (let tries = 0; !closing.signal.aborted; tries += 1) {
      const result = await attempt(event)
      const waitMs = result.outcome === 'retry' ? retryDelaysMs[tries] : undefined
      onAttempt(event, result, waitMs)
      if (waitMs === undefined) return
      await wait(waitMs, closing.signal)
    }
  }

  return {
    dispatch(event) {
      const person = personOf(event)
      const delivered = (queues.get(person) ?? Promise.resolve()).then(() => deliver(event))
      queues.set(person, delivered)
      void delivered.then(() => {
        if (queues.get(person) === delivered) queues.delete(person)
      })
    },
    async settled() {
      while (queues.size > 0) await Promise.all(queues.values())
    },
    close() {
      closing.abort()
    },
  }
}

function personOf({ userId, anonymousId, messageId }: SegmentEvent): string {
  return (
    ([userId, anonymousId].find((id) => typeof id === 'string' && id !== '') as string | undefined) ??
    messageId
  )
}
