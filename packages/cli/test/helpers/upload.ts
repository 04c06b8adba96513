import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runCli, type Ran, type Surroundings } from './run-cli.js'
import { startSegmentStub, type SegmentStub } from './segment-stub.js'

/** The tracking plan that the tests upload to. */
export const plan = 'tp_2rFi56u1W4f8fcPxJ92padMtVPj'
/** The request of an upload, as messages name it. */
export const name = `PATCH /tracking-plans/${plan}/rules`

const draft07 = 'http://json-schema.org/draft-07/schema#'
/** Rules that are in the plan before: those of other events, and an old one of ours. */
export const signup = { type: 'TRACK', key: 'Signed Up', version: 1, jsonSchema: { $schema: draft07 } }
export const common = { type: 'COMMON', version: 1, jsonSchema: { $schema: draft07 } }
export const old = { type: 'TRACK', key: '$impression', version: 1, jsonSchema: { $schema: draft07 } }

/** Starts Segment's Public API with the plan in it. */
export async function startApi(): Promise<SegmentStub> {
  const api = await startSegmentStub()
  api.plans.set(
    plan,
    new Map([
      ['TRACK Signed Up 1', signup],
      ['COMMON undefined 1', common],
      ['TRACK $impression 1', old],
    ]),
  )
  return api
}

/** An environment with this token. */
export const withToken = (token: string | undefined) => ({ NO_COLOR: '1', SEGMENT_API_TOKEN: token })

/** Uploads the plan to an API, without real waits. Fails if the output contains any of the token. */
export async function upload(
  { url, token }: Pick<SegmentStub, 'url' | 'token'>,
  args: readonly string[] = [],
  surroundings: Surroundings = {},
): Promise<Ran> {
  const all = ['tracking-plan', '--upload', plan, '--segment-api-url', url, ...args]
  const ran = await runCli(all, {
    env: withToken(token),
    ...surroundings,
    dependencies: { clock: { now: Date.now, wait: () => Promise.resolve() }, ...surroundings.dependencies },
  })
  expect(ran.stdout + ran.stderr).not.toMatch(new RegExp(`zzzz|unexpected|${token}`))
  return { ...ran, stderr: ran.stderr.replaceAll(/\s+/g, ' ').replaceAll(new URL(url).host, '<host>') }
}

const servers: Server[] = []

/** Serves one answer on this machine, whatever is asked, and returns its URL. Close it with {@link closeServers}. */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** Closes every server that {@link serve} started. */
export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}

/** The content type of Segment's answers. */
export const json = { 'content-type': 'application/vnd.segment.v1+json' }

/** Segment's body for errors. */
export const errors = (...list: unknown[]): string => JSON.stringify({ errors: list })

/** Answers every request alike. */
export const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status, headers).end(body))
  }
