import fc from 'fast-check'
import type { EventRecord } from '../src/index.js'
import { createStage, getJson, impression, post, statusOf, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const odd = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom<unknown>('__proto__', '\u0000', '\ud800', -0, 1e308, 2 ** 53, '', [], {}, null),
  )

/** Impressions with some fields replaced by arbitrary values. */
const hostileCall = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom('messageId', 'userId', 'anonymousId', 'context', 'timestamp', 'sentAt'),
      odd(),
    ),
    fc.dictionary(fc.constantFrom('flag_key', 'variant', 'time', 'metadata', '__proto__', 'a'), odd()),
    fc.option(odd(), { nil: undefined }),
  )
  .map(([over, properties, instead]) =>
    impression({ ...over, ...(instead === undefined ? {} : { properties: instead }) }, properties),
  )

const hostileUpload = fc.dictionary(
  fc.constantFrom('event_type', 'user_id', 'device_id', 'time', 'user_properties', 'groups', 'insert_id'),
  odd(),
)

test('after any calls, all views work and a valid impression is delivered', async () => {
  const sandbox = await stage.start()
  let number = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(hostileCall, { maxLength: 6 }),
      fc.array(hostileUpload, { maxLength: 3 }),
      fc.constantFrom('x', '%00', '%ff', '__proto__', '%F0%9F'),
      async (calls, events, id) => {
        for (const call of calls) expect((await post(`${sandbox.url}/v1/t`, call)).status).toBe(200)
        expect((await post(`${sandbox.url}/v1/batch`, { batch: calls })).status).toBe(200)
        expect((await upload(sandbox, events)).status).toBeLessThan(500)

        number += 1
        const [messageId, anonymousId] = [`good-${String(number)}`, `good-device-${String(number)}`]
        await post(`${sandbox.url}/v1/t`, impression({ messageId, anonymousId }))
        await sandbox.settled()

        const { status, body } = await getJson(`${sandbox.url}/api/events`)
        expect(status).toBe(200)
        expect((body as readonly object[]).at(-1)).toMatchObject({ id: messageId, outcome: 'accepted' })
        const person = (await getJson(`${sandbox.url}/api/users/${anonymousId}`)).body
        expect(person).toMatchObject({ userProperties: { '[Experiment] hero': 'treatment' } })
        expect([200, 404]).toContain(await statusOf(`${sandbox.url}/api/users/${id}`))
        expect(await statusOf(sandbox.url)).toBe(200)
      },
    ),
    { numRuns: 30 },
  )
}, 30_000)

test('the records of events with hundreds of invalid properties stay small', async () => {
  const sandbox = await stage.start()
  const key = 'p'.repeat(3000)
  // Implausible times deep in a long path: one issue each.
  const faulty = Object.fromEntries(
    Array.from({ length: 900 }, (_, index) => [`f${String(index)}`, Number.MAX_SAFE_INTEGER * 2]),
  )
  for (let index = 0; index < 40; index += 1) {
    const call = impression({ messageId: `m-${String(index)}` }, { [key]: { [key]: faulty } })
    expect((await post(`${sandbox.url}/v1/t`, call)).status).toBe(200)
  }
  await sandbox.settled()
  const records = (await getJson(`${sandbox.url}/api/events`)).body as readonly EventRecord[]
  expect(records).toHaveLength(40)
  for (const record of records) {
    expect(record.issues.length).toBeLessThanOrEqual(101)
    expect(JSON.stringify(record).length).toBeLessThan(400_000)
  }
})
