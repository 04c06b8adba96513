// What no command shows of the client yet: requests that read.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { askSegment } from '../src/segment-api/ask-segment.js'

describe(askSegment, () => {
  it('sends no body and no content type where there is nothing to send, and gives the data', async () => {
    const seen: IncomingMessage['headers'][] = []
    const server = createServer((request, response) => {
      seen.push(request.headers)
      response
        .writeHead(200, { 'content-type': 'application/vnd.segment.v1+json' })
        .end('{"data":{"functions":[]}}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const api = {
      baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      token: 'sgp_1',
    }
    const { signal } = new AbortController()
    const answer = await askSegment(api, { method: 'GET', path: '/functions' }, { signal })
    server.closeAllConnections()
    server.close()
    expect(answer).toStrictEqual({ kind: 'ok', data: { functions: [] } })
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      authorization: 'Bearer sgp_1',
      accept: 'application/vnd.segment.v1+json',
    })
    expect(seen[0]).not.toHaveProperty('content-type')
  })
})
