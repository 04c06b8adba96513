import type { Change, EventLog } from './event-log.js'

/** As many messages as may wait for a client that does not read; then it is cut off, and catches up when it is back. */
const mostWaiting = 1000

/** What a client waits after a break, in ms. */
const retryMs = 1000

interface EventStreamOptions {
  readonly log: Pick<EventLog, 'latest' | 'since' | 'subscribe'>
  /** How often something is sent at least, in ms, so that nobody on the way takes the connection for dead. */
  readonly heartbeatMs?: number
}

export interface EventStream {
  /** Server-sent events for one client, from the change on that it names as the last it has seen, or from now on. */
  open(lastEventId: string | undefined): ReadableStream<Uint8Array>
  /** Ends all of them. */
  close(): void
}

/**
 * The log's changes as server-sent events: `record` with the record as it is now, or `reset` where what was missed cannot
 * be told any more, and all records have to be fetched anew. Their ids are the numbers of the changes.
 * Source: WHATWG HTML, "Server-sent events".
 */
export function createEventStream({ log, heartbeatMs = 15_000 }: EventStreamOptions): EventStream {
  const ends = new Set<() => void>()
  const encoder = new TextEncoder()

  return {
    open(lastEventId = '') {
      let end: () => void
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const send = (text: string): void => {
              controller.enqueue(encoder.encode(text))
              if (Number(controller.desiredSize) > 0) return
              end()
              controller.close()
            }
            const unsubscribe = log.subscribe((change) => {
              send(recordMessage(change))
            })
            const heartbeat = setInterval(() => {
              send(': still here\n\n')
            }, heartbeatMs)
            end = () => {
              unsubscribe()
              clearInterval(heartbeat)
              ends.delete(close)
            }
            const close = (): void => {
              end()
              controller.close()
            }
            ends.add(close)
            send(opening(lastEventId))
          },
          cancel() {
            end()
          },
        },
        new CountQueuingStrategy({ highWaterMark: mostWaiting }),
      )
    },
    close() {
      for (const end of ends) end()
    },
  }

  /** One message, however much there is to catch up with. A block with nothing but an id sets where to go on from. */
  function opening(lastEventId: string): string {
    const start = `retry: ${String(retryMs)}\nid: ${String(log.latest())}\n`
    if (lastEventId === '') return `${start}\n`
    const missed = log.since(Number(lastEventId))
    if (missed === undefined) return `${start}event: reset\ndata: {}\n\n`
    return `retry: ${String(retryMs)}\n\n${missed.map(recordMessage).join('')}`
  }
}

function recordMessage({ number, record }: Change): string {
  return `id: ${String(number)}\nevent: record\ndata: ${JSON.stringify(record)}\n\n`
}
