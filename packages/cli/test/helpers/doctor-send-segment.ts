import { createServer, type ServerResponse } from 'node:http'
import type { TestRuns } from './doctor-send.js'

/** A Segment that returns these answers one after another, then repeats the last one. */
export async function segmentThat(runs: TestRuns, ...answers: ((response: ServerResponse) => void)[]) {
  const keys: (string | undefined)[] = []
  const bodies: string[] = []
  const url = await runs.serve(
    createServer((request, response) => {
      keys.push(request.headers.authorization)
      let body = ''
      request.on('data', (piece) => (body += String(piece)))
      request.on('end', () => {
        bodies.push(body)
        answers[Math.min(keys.length, answers.length) - 1]?.(response)
      })
    }),
  )
  return { url, keys, bodies }
}

export const json =
  (status: number, body: object, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
export const page = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'text/html', location: 'http://127.0.0.1:2/' }).end('<html>')
}
