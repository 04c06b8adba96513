import type { Bound } from '../memory/bounded-map.js'
import { defaultRetention } from '../memory/retention.js'
import type { SegmentEvent } from '../segment/server-side-fields.js'
import { wait } from '../wait.js'
import { chooseNext, type QueuedEvent } from './choose-next.js'
import type { Try } from './combine-tries.js'
import type { SegmentHost } from './segment-host.js'

interface DispatcherOptions extends SegmentHost {
  /** Delays before each retry, in ms. */
  readonly retryDelaysMs: readonly number[]
  /** How long to collect events for a batch that isn't full, in ms. */
  readonly batchWaitMs: number
  /** Maximum number of batches, or single events, delivered at the same time. @default 4 */
  readonly atOnce?: number
  /** How many events may wait for their final outcome. @default `defaultRetention.waiting` */
  readonly bound?: Bound
  /** Called after every try, with `waitMs` if another follows. */
  readonly onTry: (event: SegmentEvent, tried: Try, waitMs: number | undefined) => void
}

export interface Dispatcher {
  /** Queues an event. @throws what the grouping throws; the event isn't queued then */
  readonly dispatch: (event: SegmentEvent) => void
  /** Whether the events without a final outcome are within the bound. */
  readonly hasRoom: () => boolean
  /** Settles when every event so far has its final outcome or has been given up. */
  readonly settled: () => Promise<void>
  /** Gives up events that aren't being delivered. */
  readonly close: () => void
}

/**
 * Delivers events in batches or one by one, with retries. One person's events stay in order, so the last state wins. Other
 * people's events don't wait for them.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { groupOf, deliver, retryDelaysMs, batchWaitMs, atOnce = 4, onTry } = options
  const { bound = defaultRetention.waiting } = options
  /** In order of arrival. */
  const queue = new Set<QueuedEvent>()
  const collected = new Map<string, number>()
  const closing = new AbortController()
  let running = 0
  let waitingBytes = 0
  let isCollecting = false
  let onEmpty: (() => void)[] = []

  function remove(queued: QueuedEvent): void {
    queue.delete(queued)
    waitingBytes -= queued.bytes
  }

  function sendNext(): void {
    while (running < atOnce) {
      const [first, ...rest] = chooseNext(queue)
      if (first === undefined) return
      void send([first, ...rest])
    }
  }

  async function send(chosen: readonly [QueuedEvent, ...QueuedEvent[]]): Promise<void> {
    running += 1
    for (const queued of chosen) queued.state = 'delivering'
    const events = chosen.map(({ event }) => event)
    const tries = await deliver(events, chosen[0].group)
    running -= 1
    const retries = new Map<number, QueuedEvent[]>()
    for (const [index, tried] of tries.entries()) {
      const queued = chosen[index] as QueuedEvent
      const waitMs = tried.attempt.outcome === 'retry' ? retryDelaysMs[queued.tries] : undefined
      queued.tries += 1
      if (waitMs === undefined || closing.signal.aborted) remove(queued)
      else {
        const sameWait = retries.get(waitMs) ?? []
        retries.set(waitMs, sameWait)
        sameWait.push(queued)
      }
      onTry(queued.event, tried, waitMs)
    }
    for (const [waitMs, events] of retries) void sendAgain(events, waitMs)
    sendNext()
    notifyIfEmpty()
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

  function notifyIfEmpty(): void {
    if (queue.size > 0) return
    for (const resolve of onEmpty) resolve()
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
      for (const queued of queue) if (queued.state !== 'delivering') remove(queued)
      notifyIfEmpty()
    },
  }
}

/** For their order, events that share either id belong to one person: a visitor who logs in keeps the device. */
function peopleOf({ userId, anonymousId }: SegmentEvent): string[] {
  return Object.entries({ userId, anonymousId }).flatMap(([name, id]) =>
    typeof id === 'string' && id !== '' ? [`${name} ${id}`] : [],
  )
}
