import { deliver, type Outcome } from '../../src/index.js'
import { accept, answerWith, startServer, type Behaviour } from './misbehaving-server.js'
import { sendWithFetch } from './send-with-fetch.js'

/** Five events: 1 and 3 belong to one person with two devices, 4 belongs to user-4. */
const events = [
  { n: 0, device_id: 'device-0' },
  { n: 1, device_id: 'device-1', user_id: 'user-1' },
  { n: 2, device_id: 'device-2' },
  { n: 3, device_id: 'device-3', user_id: 'user-1' },
  { n: 4, device_id: 'device-4', user_id: 'user-4' },
].map((event) => ({ event_type: '[Experiment] Impression', ...event }))

const kinds = { a: 'accepted', x: 'rejected', r: 'retry' } as const

/**
 * A server's behaviour, the outcomes of the five events (`a`ccepted, `x` for rejected, `r`etry), the number of requests, and
 * what the outcomes of events that weren't accepted contain.
 */
export type AnswerCase = [
  title: string,
  behave: Behaviour,
  outcomes: string,
  requests: number,
  said?: Partial<Extract<Outcome, { cause: unknown }>>,
]

/** Delivers the five events to a real server. */
export async function deliverTo(behave: Behaviour, signal?: AbortSignal) {
  const server = await startServer(behave)
  try {
    const outcomes = await deliver(events, { send: sendWithFetch(server.url, signal), apiKey: 'the-key' })
    return { outcomes, requests: server.uploads.length }
  } finally {
    await server.close()
  }
}

/** Delivers the five events to a real server and checks each outcome. No outcome may repeat the key or an id. */
export async function expectOutcomes(
  ...[, behave, outcomes, requests, said = {}]: AnswerCase
): Promise<void> {
  const delivered = await deliverTo(behave)
  expect(delivered.outcomes.map(({ outcome }) => outcome)).toStrictEqual(
    outcomes.split('').map((letter) => kinds[letter as keyof typeof kinds]),
  )
  expect(delivered.requests).toBe(requests)
  for (const outcome of delivered.outcomes) {
    if (outcome.outcome !== 'accepted') expect(outcome).toMatchObject(said)
    expect(JSON.stringify(outcome)).not.toMatch(/the-key|user-|device-\d/)
  }
}

/** Behaves this way as long as event `n` is in the upload. */
export function whileIn(n: number, behaviour: Behaviour): Behaviour {
  return (response, upload, count) => {
    ;(upload.events.some((event) => event.n === n) ? behaviour : accept)(response, upload, count)
  }
}

/** Behaves this way for uploads with events, and like ingestion for those without. */
export function unlessEmpty(behaviour: Behaviour): Behaviour {
  return (response, upload, count) => {
    const empty = answerWith(400, {
      code: 400,
      error: 'Request missing required field',
      missing_field: 'events',
    })
    ;(upload.events.length > 0 ? behaviour : empty)(response, upload, count)
  }
}

export function badRequest(more: Readonly<Record<string, unknown>>): Behaviour {
  return answerWith(400, { code: 400, error: 'Invalid field values on some events', ...more })
}

export function tooMany(more: Readonly<Record<string, unknown>>): Behaviour {
  return answerWith(429, { code: 429, error: 'Too many requests for some devices and users', ...more })
}

export const html = { 'content-type': 'text/html' }

/** The first half of a body. */
export const half = '{"code":200,"events_ingested":5,"payload_'
