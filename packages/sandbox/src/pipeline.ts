import { otherCallRecord, type EventRecord } from '@experiment-impressions/inspection'
import type { Bound } from './memory/bounded-map.js'
import type { EventLog } from './records/event-log.js'
import { createEvidenceLog, type Evidence } from './records/evidence.js'
import { toRecord } from './records/to-record.js'
import type { SegmentHost } from './segment-host/segment-host.js'
import { createDispatcher } from './segment-host/dispatcher.js'
import type { SegmentEvent } from './segment/server-side-fields.js'
import type { Try } from './segment-host/combine-tries.js'

/** Callbacks for what Segment receives. */
export interface PipelineListeners {
  /** Called when an event has its final outcome. */
  readonly onEvent?: ((record: EventRecord) => void) | undefined
  /** Called when a try has failed and another follows after `waitMs`. */
  readonly onRetry?: ((record: EventRecord, waitMs: number) => void) | undefined
  /** Called when Segment has dropped an event because it knows its message id. */
  readonly onRepeat?: ((record: EventRecord) => void) | undefined
  /** Called when another call has arrived: not an experiment event, and no subscription matches it. */
  readonly onCall?: ((record: EventRecord) => void) | undefined
}

interface PipelineOptions extends PipelineListeners {
  readonly log: EventLog
  /** The log of other calls. */
  readonly calls: EventLog
  readonly host: SegmentHost
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
  readonly retryDelaysMs: readonly number[]
  readonly batchWaitMs: number
  /** How many events may wait for their final outcome. */
  readonly waiting?: Bound | undefined
}

export interface CallCounts {
  readonly total: number
  readonly other: number
}

export interface Pipeline {
  /** Receives a call from Segment. Delivers experiment events and what a subscription matches; only keeps other calls. */
  readonly receive: (event: SegmentEvent) => void
  /** How many calls Segment has received, without repeats, and how many of them were other calls. */
  readonly counts: () => CallCounts
  /** Whether more events can wait for delivery. */
  readonly hasRoom: () => boolean
  /** Records what the sandbox's Amplitude did with an uploaded event. */
  readonly noteEvidence: (uploaded: unknown, evidence: Evidence) => void
  readonly settled: () => Promise<void>
  readonly close: () => void
}

/** Takes events from Segment through the destination to their outcomes, and keeps their records up to date. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { log, calls, host, retryDelaysMs, batchWaitMs, waiting } = options
  const { onEvent, onRetry, onRepeat, onCall } = options
  const { now = Date.now } = options
  const evidence = createEvidenceLog()
  let total = 0
  let other = 0
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

  /** Counts a repeat. Segment drops calls whose message id it knows (docs, "Handling Duplicate Data"). */
  function isRepeat({ messageId }: SegmentEvent): boolean {
    const known = [log, calls].find((one) => one.has(messageId))
    const repeated = known?.update(messageId, ({ repeats }) => ({ repeats: repeats + 1 }))
    if (known === log && repeated !== undefined) notify(() => onRepeat?.(repeated))
    return known !== undefined
  }

  /** Whether a subscription takes an event that isn't an experiment event by itself. */
  function isMatched(event: SegmentEvent): boolean {
    try {
      return host.groupOf(event).subscriptions.length > 0
    } catch {
      // It can't be grouped, so it can't be delivered.
      return false
    }
  }

  return {
    receive(event) {
      if (isRepeat(event)) return
      total += 1
      const record = toRecord(event, () => isMatched(event))
      if (record === undefined) {
        const call = otherCallRecord(event, event.messageId)
        other += 1
        calls.add(call)
        notify(() => onCall?.(call))
        return
      }
      log.add(record)
      if (record.outcome === 'pending') dispatch(event)
      else notify(() => onEvent?.(record))
    },
    counts: () => ({ total, other }),
    noteEvidence(uploaded, noted) {
      for (const id of evidence.note(uploaded, noted)) log.update(id, () => noted)
    },
    hasRoom: dispatcher.hasRoom,
    settled: dispatcher.settled,
    close: dispatcher.close,
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
