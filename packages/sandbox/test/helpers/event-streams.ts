import { Hono } from 'hono'
import type { EventRecord } from '../../src/index.js'
import { createEventStream } from '../../src/records/event-stream.js'
import { impression } from './sandboxes.js'
import { readMessages } from './server-sent-events.js'

/** A record that waits for delivery. */
export const record = (id: string): EventRecord => ({
  id,
  pre: { ...impression(), messageId: id, type: 'track' },
  post: null,
  expected: null,
  issues: [],
  outcome: 'pending',
  attempts: [],
  storage: null,
  repeats: 0,
  subscription: null,
  userProperties: null,
})

/** Event streams of a log, without a sandbox around them. */
export function createStreams(options: Parameters<typeof createEventStream>[0]) {
  const stream = createEventStream(options)
  const app = new Hono().get('/', (context) => stream.open(context))
  const open = async (lastEventId?: string): Promise<ReadableStream<Uint8Array>> => {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    return (await app.request('/', { headers })).body as ReadableStream<Uint8Array>
  }
  return {
    ...stream,
    open,
    read: async (lastEventId?: string) => readMessages(await open(lastEventId)),
  }
}
