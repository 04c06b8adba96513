import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DeliverableEvent } from '../../src/index.js'

/** The body of one upload. */
interface Upload {
  readonly events: readonly (DeliverableEvent & { readonly n: number })[]
}

/** How a server answers one upload; `count` is 1 for the first. */
export type Behaviour = (response: ServerResponse, upload: Upload, count: number) => void

/** A real server on loopback that answers as told and records the uploads. */
export async function startServer(behave: Behaviour) {
  const uploads: Upload[] = []
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      const upload = JSON.parse(text) as Upload
      uploads.push(upload)
      behave(response, upload, uploads.length)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    uploads,
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/2/httpapi`,
    async close(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/** Answers with a status and a body. Text is sent unchanged, anything else as JSON. */
export function answerWith(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Behaviour {
  return (response) => {
    response.writeHead(status, headers)
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
  }
}

/** Accepts every upload. */
export const accept: Behaviour = (response, upload, count) => {
  answerWith(200, { code: 200, events_ingested: upload.events.length })(response, upload, count)
}

/** Behaves this way once, then accepts the uploads after it. */
export function firstTime(behaviour: Behaviour): Behaviour {
  return (response, upload, count) => {
    ;(count === 1 ? behaviour : accept)(response, upload, count)
  }
}
