import type { Destination } from '@segment/actions-core'
import type { Settings } from '../src/index'
import {
  answer,
  closeServers,
  cut,
  endless,
  flood,
  large,
  open,
  page,
  serve,
  signInPage,
  silent,
} from './helpers/servers'

afterEach(closeServers)

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'north_america' }
const deletion = { type: 'delete', userId: 'user-1' } as never

describe.each([
  ['a test of the keys', (host: Destination<Settings>) => host.testAuthentication({ ...settings })],
  ['a deletion', async (host: Destination<Settings>) => host.onDelete?.(deletion, settings as never)],
])('%s', (_what, ask) => {
  it.each([
    [
      'a page of 200 kB with 200',
      page(200),
      /Something other than Amplitude answered \(200, text\/html, 200 kB\)/,
    ],
    ['204', (_request, response) => response.writeHead(204).end(), /Something other than Amplitude/],
    ['200 without a body', (_request, response) => response.end(), /Something other than Amplitude/],
    ['400 with a page', answer(400, signInPage), /Something other than Amplitude answered \(400/],
    ['403 with a page', answer(403, signInPage), /Something other than Amplitude answered \(403/],
    ['404', answer(404, {}), /Something other than Amplitude answered \(404/],
    ['a refusal of 200 kB', page(403), /Amplitude answered 403/],
    ['400 of 200 kB', page(400), /Amplitude answered 400/],
    ['401 of 200 kB as JSON', answer(401, { error: large }), /Amplitude answered 401/],
    ['500 of 200 kB', page(500), /Amplitude answered 500/],
    ['a dropped connection', cut, /couldn’t be reached/],
  ])('fails if the answer is %s, and says so', async (_answer, server, words) => {
    const { url } = await serve(server)
    const asked = ask(open(url))
    await expect(asked).rejects.toThrow(words)
    await expect(asked).rejects.not.toThrow(/test-(api|secret)-key|user-1|xxx/)
  })

  it.each([
    ['never ends', endless],
    ['never comes', silent],
  ])('ends at its deadline if the answer %s', async (_answer, server) => {
    const { url } = await serve(server)
    await expect(ask(open(url, 50))).rejects.toThrow(/couldn’t be reached/)
  })

  it.each([
    ['never ends', endless, 50],
    ['never comes', silent, 50],
    ['is a flood, long before its deadline', flood, 2 ** 30],
  ])('leaves no connection open if the answer %s', async (_answer, server, deadlineMs) => {
    const { url, close } = await serve(server)
    await expect(ask(open(url, deadlineMs))).rejects.toThrow(/couldn’t be reached/)
    await close()
  })

  it.each([301, 302, 307, 308])('follows no redirect (%i) to any host', async (status) => {
    const elsewhere = await serve(answer(200, { matches: [] }))
    const { url, requests } = await serve((request, response) => {
      response.writeHead(status, { location: request.url === '/again' ? '/' : elsewhere.url }).end()
    })
    await expect(ask(open(url))).rejects.toThrow(`redirect (${String(status)}), which isn’t followed`)
    expect(elsewhere.requests).toEqual([])
    // The framework itself retries a failed deletion at the same address.
    expect(new Set(requests).size).toBe(1)
  })
})
