import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Destination } from '@segment/actions-core'
import { createDestination, type Settings } from '../src/index'
import { corpus } from '../../contract/test/helpers/corpus'
import { endpointsAll } from './helpers/servers'

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'europe' }
const treatment = corpus.find(({ name }) => name === 'impression-treatment')?.event
const culprit = 'culprit'

/** Amplitude refuses one in a hundred. */
const batch = Array.from({ length: 1000 }, (_, n) => ({
  ...treatment,
  messageId: `${n % 100 === 7 ? culprit : 'message'}-${String(n)}`,
  anonymousId: `device-${String(n)}`,
}))

/**
 * Delivers events with the real framework to a server that refuses uploads with culprits without naming them. After `answers`
 * answers, the server calls `then` instead. Resolves once no connection is open.
 */
async function deliver(
  events: typeof batch,
  {
    answers,
    then,
    deadlineMs = 2 ** 30,
    signal,
  }: {
    answers: number
    then: (response: ServerResponse) => void
    deadlineMs?: number
    signal?: AbortSignal
  },
) {
  const answered: string[] = []
  let uploads = 0
  const server = createServer((request, response) => {
    void readIds(request).then((ids) => {
      uploads += 1
      if (uploads > answers) {
        then(response)
        return
      }
      const isGood = ids.every((id) => !id.startsWith(culprit))
      if (isGood) answered.push(...ids)
      response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isGood ? { code: 200 } : { code: 400, error: 'Invalid event JSON' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const definition = createDestination({ endpoints: endpointsAll(url), deadlineMs })
  const own = { ...settings, subscription: definition.presets?.[0] } as never
  const host = new Destination<Settings>(definition)
  const results = await host.onBatch(events as never, own, signal && { signal })
  await new Promise((resolve) => server.close(resolve))
  const { multistatus } = results[0] as unknown as { multistatus: { status: number }[] }
  const idsOf = (...statuses: number[]) =>
    events.flatMap(({ messageId }, index) =>
      statuses.includes(multistatus[index]?.status ?? 0) ? [messageId] : [],
    )
  return { accepted: idsOf(200), rejected: idsOf(400), retry: idsOf(503), answered, uploads }
}

async function readIds(request: AsyncIterable<unknown>): Promise<string[]> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return (JSON.parse(text) as { events: { insert_id: string }[] }).events.map(({ insert_id }) => insert_id)
}

const silent = () => undefined
const halfAnAnswer = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"code":')
}

describe('a batch that takes too long', () => {
  it.each([
    [0, silent],
    [20, silent],
    [20, halfAnAnswer],
  ])('keeps the outcomes of %i answers, and returns the rest to be sent again', async (answers, then) => {
    const { accepted, rejected, retry, answered } = await deliver(batch, { answers, then, deadlineMs: 300 })
    expect(new Set([...accepted, ...rejected, ...retry])).toStrictEqual(
      new Set(batch.map(({ messageId }) => messageId)),
    )
    // Not the other way round: time may run out while an answer is on its way.
    expect(accepted.filter((id) => !answered.includes(id))).toStrictEqual([])
    expect(rejected.every((id) => id.startsWith(culprit))).toBe(true)
    expect(retry).not.toHaveLength(0)
  })

  it('is delivered in as many calls as necessary, and loses nothing', async () => {
    const done: string[] = []
    const refused: string[] = []
    let left = batch
    for (let calls = 0; left.length > 0 && calls < 20; calls += 1) {
      const controller = new AbortController()
      const end = () => {
        controller.abort()
      }
      const { accepted, rejected, retry, answered } = await deliver(left, {
        answers: 40,
        then: end,
        signal: controller.signal,
      })
      // Events answered before the host's signal have their outcome.
      expect([...accepted].sort()).toStrictEqual([...answered].sort())
      done.push(...accepted)
      refused.push(...rejected)
      left = left.filter(({ messageId }) => retry.includes(messageId))
    }
    expect(left).toStrictEqual([])
    expect([...done, ...refused].sort()).toStrictEqual(batch.map(({ messageId }) => messageId).sort())
    expect(refused.every((id) => id.startsWith(culprit))).toBe(true)
  })

  it('isn’t started if the host’s time is up', async () => {
    const { retry, uploads } = await deliver(batch, { answers: 9, then: silent, signal: AbortSignal.abort() })
    expect(retry).toHaveLength(batch.length)
    expect(uploads).toBe(0)
  })
})
