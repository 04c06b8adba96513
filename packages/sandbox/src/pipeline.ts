import { type EventRecord, inspectEvent, type Inspection } from '@experiment-impressions/inspection'
import type { Bound } from './memory/bounded-map.js'
import type { EventLog } from './records/event-log.js'
import { createEvidenceLog, type Evidence } from './records/evidence.js'
import type { SegmentHost } from './segment-host/segment-host.js'
import { createDispatcher } from './segment-host/dispatcher.js'
import type { SegmentEvent } from './segment/server-side-fields.js'
import type { Try } from './segment-host/combine-tries.js'

/** Callbacks for experiment events. */
export interface PipelineListeners {
  /** Called when an event has its final outcome. */
  readonly onEvent?: ((record: EventRecord) => void) | undefined
  /** Called when a try has failed and another follows after `waitMs`. */
  readonly onRetry?: ((record: EventRecord, waitMs: number) => void) | undefined
  /** Called when Segment has dropped an event because it knows its message id. */
  readonly onRepeat?: ((record: EventRecord) => void) | undefined
}

interface PipelineOptions extends PipelineListeners {
  readonly log: EventLog
  readonly host: SegmentHost
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
  readonly retryDelaysMs: readonly number[]
  readonly batchWaitMs: number
  /** How many events may wait for their final outcome. */
  readonly waiting?: Bound | undefined
}

export interface Pipeline {
  /** Receives an event from Segment. Ignores events that are neither impressions nor exposures. */
  readonly receive: (event: SegmentEvent) => void
  /** Whether more events can wait for delivery. */
  readonly hasRoom: () => boolean
  /** Records what the sandbox's Amplitude did with an uploaded event. */
  readonly noteEvidence: (uploaded: unknown, evidence: Evidence) => void
  readonly settled: () => Promise<void>
  readonly close: () => void
}

/** Takes events from Segment through the destination to their outcomes, and keeps their records up to date. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { log, host, retryDelaysMs, batchWaitMs, waiting, onEvent, onRetry, onRepeat } = options
  const { now = Date.now } = options
  const evidence = createEvidenceLog()
  const dispatcher = createDispatcher({
    ...host,
    deliver: (events, group) =>
      host.deliver(events, group).catch((error: unknown) => events.map(() => failedTry(error, now()))),
    retryDelaysMs,
    batchWaitMs,
    ...(waiting === undefined ? {} : { bound: waiting }),
    onTry: noteTry,
  })

  function noteTry(
    { messageId }: SegmentEvent,
    { attempt, post, subscription }: Try,
    waitMs: number | undefined,
  ) {
    const found = post === null ? {} : { post, ...evidence.link(messageId, post) }
    const record = log.update(messageId, ({ attempts }) => ({
      outcome: attempt.outcome,
      attempts: [...attempts, attempt],
      subscription,
      ...found,
    }))
    if (record === undefined) return
    notify(() => {
      if (waitMs === undefined) onEvent?.(record)
      else onRetry?.(record, waitMs)
    })
  }

  function dispatch(event: SegmentEvent): void {
    try {
      dispatcher.dispatch(event)
    } catch (error) {
      noteTry(event, failedTry(error, now()), undefined)
    }
  }

  return {
    receive(event) {
      const inspection = inspectEvent(event)
      if (inspection === undefined) return
      // Segment drops events whose message id it knows (docs, "Handling Duplicate Data").
      if (log.has(event.messageId)) {
        const repeated = log.update(event.messageId, ({ repeats }) => ({ repeats: repeats + 1 }))
        if (repeated !== undefined) notify(() => onRepeat?.(repeated))
        return
      }
      const record = toRecord(event, inspection)
      log.add(record)
      if (record.outcome === 'pending') dispatch(event)
      else notify(() => onEvent?.(record))
    },
    noteEvidence(uploaded, noted) {
      for (const id of evidence.note(uploaded, noted)) log.update(id, () => noted)
    },
    hasRoom: dispatcher.hasRoom,
    settled: dispatcher.settled,
    close: dispatcher.close,
  }
}

/** The record of a new event: `pending`, unless its integrations prevent its delivery. */
function toRecord(event: SegmentEvent, { post, issues }: Inspection): EventRecord {
  return {
    id: event.messageId,
    pre: event,
    post: null,
    expected: post ?? null,
    issues,
    outcome: issues.some(({ code }) => code === 'INTEGRATIONS_OFF') ? 'skipped' : 'pending',
    attempts: [],
    storage: null,
    repeats: 0,
    subscription: null,
    userProperties: null,
  }
}

/**
 * The sandbox failed on an event, and would again. The reason contains only the kind of error, because the message may contain
 * parts of the event.
 */
function failedTry(error: unknown, at: number): Try {
  const kind = error instanceof Error ? error.name : typeof error
  const reason = `The sandbox failed on this event (${kind}).`
  return { attempt: { at, outcome: 'rejected', reason }, post: null, subscription: null }
}

/**
 * Calls a listener of the program that runs the sandbox. If it throws, the process emits a warning and the event continues.
 * The warning contains only the kind of error, because the message may contain parts of the event.
 */
function notify(listener: () => void): void {
  try {
    listener()
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error
    process.emitWarning(`A listener of the sandbox threw (${name}). The event itself isn’t affected.`)
  }
}
