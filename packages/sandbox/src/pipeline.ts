import { preTransformation, transform } from '@experiment-impressions/contract'
import type { PropertyChange } from './amplitude/ingestion.js'
import type { StoredEvent } from './amplitude/stored-events.js'
import type { EventLog } from './event-log.js'
import type { EventRecord } from './event-record.js'
import type { Attempt } from './segment/attempt.js'
import { createDispatcher } from './segment/dispatcher.js'
import type { SegmentEvent } from './segment/server-side.js'

/** Told about experiment events as they move. */
export interface PipelineListeners {
  /** An event has its final outcome. */
  readonly onEvent?: ((record: EventRecord) => void) | undefined
  /** A try failed, and another follows after `waitMs`. */
  readonly onRetry?: ((record: EventRecord, waitMs: number) => void) | undefined
}

interface PipelineOptions extends PipelineListeners {
  readonly log: EventLog
  readonly attempt: (event: SegmentEvent) => Promise<Attempt>
  readonly retryDelaysMs: readonly number[]
}

export interface Pipeline {
  /** Takes what Segment received; what is no impression and no exposure has arrived with that. */
  readonly receive: (event: SegmentEvent) => void
  /** Takes what the sandbox's Amplitude stored. */
  readonly noteStored: (stored: StoredEvent, change: PropertyChange) => void
  readonly settled: () => Promise<void>
  readonly close: () => void
}

/** From Segment's door through the destination to an outcome, with everything on the record. */
export function createPipeline({ log, attempt, retryDelaysMs, onEvent, onRetry }: PipelineOptions): Pipeline {
  const dispatcher = createDispatcher({
    attempt,
    retryDelaysMs,
    onAttempt({ messageId }, tried, waitMs) {
      const record = log.update(messageId, ({ attempts }) => ({
        outcome: tried.outcome,
        attempts: [...attempts, tried],
      }))
      if (record === undefined) return
      if (waitMs === undefined) onEvent?.(record)
      else onRetry?.(record, waitMs)
    },
  })

  return {
    receive(event) {
      // Segment drops a message id that it has seen already (docs, "Handling Duplicate Data").
      if (!isExperimentEvent(event) || log.has(event.messageId)) return
      const result = transform(event)
      log.add({
        id: event.messageId,
        pre: event,
        post: result.ok ? result.value : null,
        issues: result.issues,
        outcome: 'pending',
        attempts: [],
        userProperties: null,
      })
      dispatcher.dispatch(event)
    },
    noteStored({ event }, { before, after }) {
      if (typeof event['insert_id'] !== 'string') return
      const userProperties = { before: Object.fromEntries(before), after: Object.fromEntries(after) }
      log.update(event['insert_id'], () => ({ userProperties }))
    },
    settled: dispatcher.settled,
    close: dispatcher.close,
  }
}

function isExperimentEvent({ type, event }: SegmentEvent): boolean {
  return type === 'track' && (event === preTransformation.impression || event === preTransformation.exposure)
}
