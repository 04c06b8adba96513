import type { Change, EventLog } from './event-log.js'

/** What a client waits after a break, in ms. */
const retryMs = 1000

/** Records, and characters of them, that are told at once, so that no client has a long text to take in. */
const portion = { records: 50, characters: 256 * 1024 }

/** Most streams at the same time. */
const mostStreams = 100

interface EventStreamOptions {
  readonly log: Pick<EventLog, 'latest' | 'since' | 'subscribe'>
  /** How long changes are gathered, in ms: a record that changes again meanwhile is told once. */
  readonly gatherMs?: number
  /** How often something is sent at least, in ms, so that nobody on the way takes the connection for dead. */
  readonly heartbeatMs?: number
}

export interface EventStream {
  /** Server-sent events for one client, from the change on that it names as the last it has seen, or from now on. */
  open(lastEventId: string | undefined): ReadableStream<Uint8Array>
  /** Whether as many are open as there should be. */
  isFull(): boolean
  /** Ends all of them. */
  close(): void
}

/**
 * The log's changes as server-sent events: `record` with the record as it is now, or `reset` where what was missed cannot
 * be told any more, and all records have to be fetched anew. Their ids are the numbers of the changes. Nothing is held for
 * a client that does not read: the log still has it when it does.
 * Source: WHATWG HTML, "Server-sent events".
 */
export function createEventStream({
  log,
  gatherMs = 50,
  heartbeatMs = 15_000,
}: EventStreamOptions): EventStream {
  const ends = new Set<() => void>()
  const encoder = new TextEncoder()

  return {
    open(lastEventId = '') {
      const isNew = lastEventId === ''
      let told = isNew ? log.latest() : Number(lastEventId)
      let gathering: ReturnType<typeof setTimeout> | undefined
      let tell: () => void
      let end: () => void

      return new ReadableStream<Uint8Array>({
        start(controller) {
          const send = (text: string): void => {
            controller.enqueue(encoder.encode(text))
          }
          const isReading = (): boolean => Number(controller.desiredSize) > 0
          tell = () => {
            clearTimeout(gathering)
            gathering = undefined
            if (!isReading() || told === log.latest()) return
            const missed = log.since(told)
            if (missed === undefined) {
              told = log.latest()
              send(resetMessage(told))
              return
            }
            let text = ''
            for (const change of missed.slice(0, portion.records)) {
              if (text.length > portion.characters) break
              text += recordMessage(change)
              told = change.number
            }
            send(text)
          }
          const unsubscribe = log.subscribe(() => {
            gathering ??= setTimeout(tell, gatherMs)
          })
          const heartbeat = setInterval(() => {
            if (isReading()) send(': still here\n\n')
          }, heartbeatMs)
          end = () => {
            unsubscribe()
            clearInterval(heartbeat)
            clearTimeout(gathering)
            ends.delete(close)
          }
          const close = (): void => {
            end()
            controller.close()
          }
          ends.add(close)
          // A block with nothing but an id sets where to go on from.
          send(`retry: ${String(retryMs)}\n${isNew ? `id: ${String(told)}\n` : ''}\n`)
        },
        // It has read: what it has missed meanwhile is told at once.
        pull() {
          tell()
        },
        cancel() {
          end()
        },
      })
    },
    isFull: () => ends.size >= mostStreams,
    close() {
      for (const end of ends) end()
    },
  }
}

function recordMessage({ number, record }: Change): string {
  return `id: ${String(number)}\nevent: record\ndata: ${JSON.stringify(record)}\n\n`
}

function resetMessage(number: number): string {
  return `id: ${String(number)}\nevent: reset\ndata: {}\n\n`
}
