import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import type { ChangeSource } from './merge-changes.js'

/** How long a client waits before it reconnects, in ms. */
const retryMs = 1000

/** Maximum number of records that wait for a client. The others stay in the log. */
const maxWaiting = 50

/** Maximum number of open streams. */
const maxStreams = 100

interface EventStreamOptions {
  readonly log: ChangeSource
  /** How long changes are collected, in ms. A record that changes twice in that time is sent once. */
  readonly gatherMs?: number
  /** Maximum time without a message, in ms, so that no proxy considers the connection dead. */
  readonly heartbeatMs?: number
}

export interface EventStream {
  /** Answers with server-sent events: the changes after the client's `Last-Event-ID`, or from now on. */
  open(context: Context): Response
  /** Whether the maximum number of streams is open. */
  isFull(): boolean
  /** Ends all streams. */
  close(): void
}

/**
 * Sends the log's changes as server-sent events. `record` contains the record as it is now. `reset` means that the client
 * must fetch all records again, because the log no longer knows the changes it missed. The event ids are the numbers of the
 * changes. A client that doesn't read gets the changes from the log once it does.
 * Source: WHATWG HTML, "Server-sent events".
 */
export function createEventStream({
  log,
  gatherMs = 50,
  heartbeatMs = 15_000,
}: EventStreamOptions): EventStream {
  const ends = new Set<() => void>()

  /** Settles when the stream ends. */
  function follow(stream: SSEStreamingApi, lastEventId: string): Promise<void> {
    const isNew = lastEventId === ''
    let sent = isNew ? log.latest() : Number(lastEventId)
    let isSending = false
    let gathering: ReturnType<typeof setTimeout> | undefined

    /** Sends a text, if given, and the changes since the last one. Each write waits until the client has room. */
    async function send(text?: string): Promise<void> {
      clearTimeout(gathering)
      gathering = undefined
      if (isSending) return
      isSending = true
      if (text !== undefined) await stream.write(text)
      while (sent !== log.latest() && !stream.aborted && !stream.closed) await sendChanges()
      isSending = false
    }

    async function sendChanges(): Promise<void> {
      const missed = log.since(sent)
      if (missed === undefined) {
        sent = log.latest()
        await stream.writeSSE({ id: String(sent), event: 'reset', data: '{}' })
        return
      }
      for (const { number, record } of missed.slice(0, maxWaiting)) {
        sent = number
        await stream.writeSSE({ id: String(number), event: 'record', data: JSON.stringify(record) })
      }
    }

    return new Promise((resolve) => {
      const unsubscribe = log.subscribe(() => {
        gathering ??= setTimeout(() => void send(), gatherMs)
      })
      const heartbeat = setInterval(() => void send(': still here\n\n'), heartbeatMs)
      const end = (): void => {
        unsubscribe()
        clearInterval(heartbeat)
        clearTimeout(gathering)
        ends.delete(end)
        resolve()
      }
      ends.add(end)
      stream.onAbort(end)
      // Not `writeSSE`, which always adds data: a block with only an id tells the client where to continue.
      void send(`retry: ${String(retryMs)}\n${isNew ? `id: ${String(sent)}\n` : ''}\n`)
    })
  }

  return {
    open(context) {
      const response = streamSSE(context, (stream) =>
        follow(stream, context.req.header('last-event-id') ?? ''),
      )
      response.headers.set('cache-control', 'no-store')
      return response
    },
    isFull: () => ends.size >= maxStreams,
    close() {
      for (const end of ends) end()
    },
  }
}
