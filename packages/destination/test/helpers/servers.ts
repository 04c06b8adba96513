import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Destination } from '@segment/actions-core'
import { endpointPaths, type Endpoints } from '@experiment-impressions/delivery'
import { createDestination, type Settings } from '../../src/index'

const servers: Server[] = []

/** Starts a server on loopback. `requests` are those it has got, and `close` waits until no connection is open. */
export async function serve(
  answer: RequestListener,
): Promise<{ url: string; requests: string[]; close: () => Promise<unknown> }> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${String(request.method)} ${String(request.url)}`)
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return { url, requests, close: () => new Promise((resolve) => server.close(resolve)) }
}

export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}

/** Endpoints that all have the same URL. */
export function endpointsAll(url: string): Endpoints {
  return Object.fromEntries(Object.keys(endpointPaths).map((name) => [name, url])) as Record<
    keyof Endpoints,
    string
  >
}

/** The destination in the real framework, with a server as Amplitude. */
export function open(url: string, deadlineMs = 5000): Destination<Settings> {
  return new Destination<Settings>(createDestination({ endpoints: endpointsAll(url), deadlineMs }))
}

export const large = 'x'.repeat(200_000)
export const signInPage = '<!doctype html><title>Sign in</title>'
export const html = { 'content-type': 'text/html' }
const json = { 'content-type': 'application/json' }

export function page(status: number): RequestListener {
  return (_request, response) => response.writeHead(status, html).end(large)
}

export function answer(status: number, body: unknown): RequestListener {
  return (_request, response) =>
    response.writeHead(status, json).end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Starts to answer and never finishes. */
export const endless: RequestListener = (_request, response) => {
  response.writeHead(200, json).write('{"matches":[')
}

/** Never finishes either, and sends as fast as it can. */
export const flood: RequestListener = (_request, response) => {
  const write = (): void => {
    while (!response.destroyed && response.write(large));
  }
  response.writeHead(200, html).on('drain', write)
  write()
}

export const silent: RequestListener = () => undefined

/** Drops the connection. */
export const cut: RequestListener = (request) => request.socket.destroy()
