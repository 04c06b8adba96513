import type { Bound } from '../memory/bounded-map.js'
import { defaultRetention } from '../memory/retention.js'
import { wait } from '../wait.js'
import { chooseNext, type QueuedEvent } from './choose-next.js'
import type { SegmentHost } from './segment-host.js'
import type { SegmentEvent } from '../segment/server-side-fields.js'
import type { Try } from './combine-tries.js'

interface DispatcherOptions extends SegmentHost {
  /** How long to wait before each further try, in ms. */
  readonly retryDelaysMs: readonly number[]
  /** How long events are collected for a batch that isn't full, in ms. */
  readonly batchWaitMs: number
  /** Batches, or single events, that are delivered at the same time. @default 4 */
  readonly atOnce?: number
  /** How many events may wait before there is no more room. @default `defaultRetention.waiting` */
  readonly bound?: Bound
  /** Told of every try; `waitMs` if another follows. */
  readonly onTry: (event: SegmentEvent, tried: Try, waitMs: number | undefined) => void
}

export interface Dispatcher {
  /** @throws whatever the grouping throws; the event is not taken then */
  readonly dispatch: (event: SegmentEvent) => void
  /** Whether the events without a final outcome are within the bound. */
  readonly hasRoom: () => boolean
  /** Settles when every event so far has its final outcome or was given up. */
  readonly settled: () => Promise<void>
  /** Gives up what isn't being delivered. */
  readonly close: () => void
}

/**
 * Delivers events in batches or one by one, with retries. One person's events stay in order, so that the last state wins;
 * those of other people don't wait for them.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { groupOf, deliver, retryDelaysMs, batchWaitMs, atOnce = 4, onTry } = options
  const { bound = defaultRetention.waiting } = options
  /** In the order of arrival. */
  const queue = new Set<QueuedEvent>()
  const collected = new Map<string, number>()
  const closing = new AbortController()
  let out = 0
  let waitingBytes = 0
  let isCollecting = false
  let onEmpty: (() => void)[] = []

  function remove(queued: QueuedEvent): void {
    queue.delete(queued)
    waitingBytes -= queued.bytes
  }

  function sendNext(): void {
    while (out < atOnce) {
      const [first, ...rest] = chooseNext(queue)
      if (first === undefined) return
      void send([first, ...rest])
    }
  }

  async function send(chosen: readonly [QueuedEvent, ...QueuedEvent[]]): Promise<void> {
    out += 1
    for (const queued of chosen) queued.state = 'out'
    const events = chosen.map(({ event }) => event)
    const tries = await deliver(events, chosen[0].group)
    out -= 1
    const waiting = new Map<number, QueuedEvent[]>()
    for (const [index, tried] of tries.entries()) {
      const queued = chosen[index] as QueuedEvent
      const waitMs = tried.attempt.outcome === 'retry' ? retryDelaysMs[queued.tries] : undefined
      queued.tries += 1
      if (waitMs === undefined || closing.signal.aborted) remove(queued)
      else {
        const alike = waiting.get(waitMs) ?? []
        waiting.set(waitMs, alike)
        alike.push(queued)
      }
      onTry(queued.event, tried, waitMs)
    }
    for (const [waitMs, events] of waiting) void sendAgain(events, waitMs)
    sendNext()
    tellIfEmpty()
  }

  async function sendAgain(events: readonly QueuedEvent[], waitMs: number): Promise<void> {
    for (const queued of events) queued.state = 'waiting'
    await wait(waitMs, closing.signal)
    for (const queued of events) queued.state = 'due'
    sendNext()
  }

  async function collect(): Promise<void> {
    if (isCollecting) return
    isCollecting = true
    await wait(batchWaitMs, closing.signal)
    isCollecting = false
    collected.clear()
    for (const queued of queue) if (queued.state === 'collected') queued.state = 'due'
    sendNext()
  }

  function tellIfEmpty(): void {
    if (queue.size > 0) return
    for (const tell of onEmpty) tell()
    onEmpty = []
  }

  return {
    dispatch(event) {
      if (closing.signal.aborted) return
      const group = groupOf(event)
      const { key, isBatch, size } = group
      const bytes = Buffer.byteLength(JSON.stringify(event))
      const state = isBatch ? 'collected' : 'due'
      waitingBytes += bytes
      queue.add({ event, group, people: peopleOf(event), bytes, state, tries: 0 })
      if (!isBatch) {
        sendNext()
        return
      }
      const count = (collected.get(key) ?? 0) + 1
      collected.set(key, count)
      void collect()
      if (count % size === 0) sendNext()
    },
    hasRoom: () => queue.size < bound.count && waitingBytes < bound.bytes,
    async settled() {
      if (queue.size > 0) await new Promise<void>((resolve) => onEmpty.push(resolve))
    },
    close() {
      closing.abort()
      for (const queued of queue) if (queued.state !== 'out') remove(queued)
      tellIfEmpty()
    },
  }
}

/** Events that share either id are one person's, as far as their order goes: a visitor who logs in keeps the device. */
function peopleOf({ userId, anonymousId }: SegmentEvent): string[] {
  return Object.entries({ userId, anonymousId }).flatMap(([name, id]) =>
    typeof id === 'string' && id !== '' ? [`${name} ${id}`] : [],
  )
}
