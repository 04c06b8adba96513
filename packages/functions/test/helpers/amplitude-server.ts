import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Upload {
  readonly api_key: string
  readonly events: readonly Readonly<Record<string, unknown>>[]
  readonly options?: unknown
}

/** Answers one upload, with a status and a body or with a function. */
export type Answer =
  readonly [status: number, body: unknown] | ((response: ServerResponse, upload: Upload) => void)

export interface AmplitudeServer {
  /** Its origin. */
  readonly url: string
  readonly uploads: readonly Upload[]
  /** The path of each upload. */
  readonly paths: readonly string[]
  /** The whole URLs of the requests. */
  readonly asked: readonly string[]
  /** Gives these answers one after another, and then 200. */
  readonly answer: (...next: readonly Answer[]) => void
  /** Forgets the uploads so far, and answers each from now on. `count` includes the current one. */
  readonly answerAll: (how: (upload: Upload, count: number) => Answer) => void
  /** `fetch` as it would be if this server were the whole internet. */
  readonly fetch: (url: string, init: object) => Promise<Response>
  readonly close: () => Promise<void>
}

export const ok = { code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1795406549057 }

type AnyFetch = (url: string, init: object) => Promise<unknown>

/** Starts a server on this machine that records uploads and answers as told. */
export async function startAmplitude(clientFetch: AnyFetch = globalThis.fetch): Promise<AmplitudeServer> {
  const uploads: Upload[] = []
  const paths: string[] = []
  let answerOne: Parameters<AmplitudeServer['answerAll']>[0] = () => [200, ok]
  const asked: string[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const upload = JSON.parse(Buffer.concat(chunks).toString()) as Upload
      uploads.push(upload)
      paths.push(request.url ?? '')
      const answer = answers.shift() ?? answerOne(upload, uploads.length)
      if (typeof answer === 'function') answer(response, upload)
      else {
        const [status, body] = answer
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(typeof body === 'string' ? body : JSON.stringify(body))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    url,
    uploads,
    paths,
    asked,
    answer: (...next) => void answers.push(...next),
    answerAll: (how) => {
      uploads.length = 0
      paths.length = 0
      answerOne = how
    },
    fetch: (address, init) => {
      asked.push(address)
      return clientFetch(url + new URL(address).pathname, init) as Promise<Response>
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
