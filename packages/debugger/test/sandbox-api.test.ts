import { addFault, fetchFaults, sendTrack } from '../src/faults/faults-api.js'
import { fetchEvents, fetchTarget, fetchUser, parseRecord, SandboxError } from '../src/records/sandbox-api.js'
import { usePage } from './helpers/page.js'

const page = usePage()
const { signal } = new AbortController()
const json = { headers: { 'content-type': 'application/json; charset=utf-8' } }

const answer = (text: string | null, init: ResponseInit = json): void => {
  page.sandbox.respond = () => new Response(text, init)
}
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof SandboxError ? [error.status, error.message] : error),
  )
const allEvents = async (): Promise<unknown[]> => {
  const all: unknown[] = []
  for await (const some of fetchEvents(signal)) all.push(...some)
  return all
}
const notASandbox = (status: number): unknown[] => [status, expect.stringMatching(/ isn’t a sandbox\.$/)]

describe('the sandbox’s API', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['events', allEvents],
    ['a person', () => fetchUser('user-1', signal)],
    ['faults', () => fetchFaults(signal)],
    ['Segment', () => sendTrack({})],
  ])('rejects a page that answers in place of %s', async (_what, work) => {
    answer('<!doctype html>', { headers: { 'content-type': 'text/html' } })
    expect(await failure(work())).toEqual(notASandbox(200))
    answer('{}', { status: 502, headers: { 'content-type': 'text/html' } })
    expect(await failure(work())).toEqual(notASandbox(502))
  })

  it('has no events without a body', async () => {
    answer(null)
    expect(await failure(allEvents())).toEqual(notASandbox(200))
  })

  it('rejects a person who isn’t an object, and has none for an unknown id', async () => {
    answer('7')
    expect(await failure(fetchUser('user-1', signal))).toEqual(notASandbox(200))
    answer('{}', { status: 404, ...json })
    expect(await fetchUser('user-1', signal)).toBeUndefined()
  })

  it('leaves out what is odd about a person', async () => {
    answer('{"userId":7,"deviceIds":["a",7],"events":[{"id":"1"},7]}')
    expect(await fetchUser('user-1', signal)).toMatchObject({
      userId: null,
      deviceIds: ['a'],
      userProperties: {},
      events: [{ id: '1' }],
    })
  })

  it.each([
    ['{"amplitude":"europe"}', 'europe'],
    ['{"amplitude":"north_america"}', 'north_america'],
    ['{"amplitude":"mars"}', 'sandbox'],
    ['7', 'sandbox'],
  ])('reads %s as a delivery to %s', async (text, target) => {
    answer(text)
    expect(await fetchTarget(signal)).toBe(target)
  })

  it('delivers to its own Amplitude unless it says otherwise', async () => {
    for (const text of ['ok', null]) {
      answer(text, {})
      expect(await fetchTarget(signal)).toBe('sandbox')
    }
    answer('{}', { status: 500, ...json })
    expect(await failure(fetchTarget(signal))).toEqual(notASandbox(500))
  })

  it('has no faults in an answer that isn’t a list', async () => {
    answer('{}')
    expect(await fetchFaults()).toEqual([])
  })

  it('says in its own words what is wrong, if it has any', async () => {
    answer('{"error":"“every” is out of range."}', { status: 400, ...json })
    expect(await failure(addFault({}))).toEqual([400, '“every” is out of range.'])
    answer('{"success":false,"message":"too many events are waiting for delivery"}', { status: 429, ...json })
    expect(await failure(sendTrack({}))).toEqual([429, 'too many events are waiting for delivery'])
    answer('{"error":7}', { status: 400, ...json })
    expect(await failure(addFault({}))).toEqual(notASandbox(400))
    answer('{', { status: 400, ...json })
    expect(await failure(addFault({}))).toEqual(notASandbox(400))
  })

  it('distinguishes a request that the page itself aborted', async () => {
    expect(await failure(fetchTarget(AbortSignal.abort()))).toMatchObject({ name: 'AbortError' })
    page.sandbox.isDown = true
    expect(await failure(fetchTarget(signal))).toEqual([0, expect.stringContaining('Is it still running?')])
  })
})

describe(parseRecord, () => {
  it.each(['', '{', '7', '{"id":7}'])('has no record for %j', (text) => {
    expect(parseRecord(text)).toEqual([])
  })
})
