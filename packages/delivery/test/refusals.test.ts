import fc from 'fast-check'
import type { Answer } from '../src/index.js'
import { deliverTo, events, kinds, ok, sizes, type Upload } from './helpers/deliver-to.js'

describe('a refused upload', () => {
  it.each([
    ['events_with_invalid_fields', { time: [1, 3] }],
    ['events_with_missing_fields', { event_type: [1], device_id: [3] }],
    ['events_with_invalid_id_lengths', { user_id: [1], device_id: [3] }],
    ['silenced_events', [1, 3]],
  ])('rejects the events that %s names, and sends the rest again', async (field, value) => {
    const { outcomes, uploads } = await deliverTo(events(5), (_, count) =>
      count === 1
        ? { status: 400, body: { code: 400, error: 'Invalid field values on some events', [field]: value } }
        : ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted', 'rejected', 'accepted'])
    expect(uploads[1]?.events.map(({ n }) => n)).toStrictEqual([0, 2, 4])
    expect(outcomes[1]).toMatchObject({
      cause: 'event',
      status: 400,
      reason: 'Amplitude answered 400: Invalid field values on some events.',
    })
  })

  it('continues until the rest is clean if each answer names only the first bad event', async () => {
    const isBad = ({ n = 0 }) => n % 3 === 0
    const { outcomes } = await deliverTo(events(10), ({ events: sent }) => {
      const first = sent.findIndex(isBad)
      return first < 0
        ? ok
        : { status: 400, body: { code: 400, events_with_invalid_fields: { time: [first] } } }
    })
    expect(kinds(outcomes)).toStrictEqual(events(10).map((one) => (isBad(one) ? 'rejected' : 'accepted')))
  })

  it('halves an upload until the culprit is alone if the 400 names nothing', async () => {
    const { outcomes, uploads } = await deliverTo(events(64), ({ events: sent }) =>
      sent.some(({ n }) => n === 37) ? { status: 400, body: { code: 400, error: 'Invalid event JSON' } } : ok,
    )
    expect(kinds(outcomes)).toStrictEqual(events(64).map(({ n }) => (n === 37 ? 'rejected' : 'accepted')))
    expect(uploads.length).toBeLessThanOrEqual(2 * (1 + Math.log2(64)))
  })

  it('halves an upload if the 400 names events that aren’t in it', async () => {
    const { outcomes } = await deliverTo(events(2), ({ events: sent }) =>
      sent.length > 1 ? { status: 400, body: { events_with_invalid_fields: { time: [7, -1, 'x'] } } } : ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'accepted'])
  })

  it.each([
    [400, { code: 400, error: 'Invalid API key: abc' }],
    [401, 'Unauthorized'],
  ])('stops at a %i for a bad key, and doesn’t repeat the key', async (status, body) => {
    const { outcomes, uploads } = await deliverTo(events(4000), () => ({ status, body }))
    expect(uploads).toHaveLength(1)
    expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['rejected']))
    expect(outcomes[3999]).toMatchObject({ cause: 'credentials', status })
    expect(JSON.stringify(outcomes[0])).not.toContain('abc')
  })

  it.each([413, 403])('halves an upload at a %i, and rejects the event that is left', async (status) => {
    const { outcomes } = await deliverTo(events(4), ({ events: sent }) =>
      sent.some(({ n }) => n === 2) ? { status, body: '<html>' } : ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'accepted', 'rejected', 'accepted'])
  })

  it.each([400, 413, 403])(
    'finds the culprits of a %i with few requests, wherever they are',
    async (status) => {
      const batch = fc
        .integer({ min: 1, max: 200 })
        .chain((count) => fc.tuple(fc.constant(count), fc.uniqueArray(fc.nat(count - 1), { maxLength: 20 })))
      await fc.assert(
        fc.asyncProperty(batch, async ([count, culprits]) => {
          const { outcomes, uploads } = await deliverTo(events(count), ({ events: sent }) =>
            sent.some(({ n = 0 }) => culprits.includes(n)) ? { status, body: { code: status } } : ok,
          )
          expect(kinds(outcomes)).toStrictEqual(
            events(count).map(({ n }) => (culprits.includes(n) ? 'rejected' : 'accepted')),
          )
          const k = culprits.length
          expect(uploads.length).toBeLessThanOrEqual(
            (k + 1) * (1 + Math.ceil(Math.log2(count))) + (status === 403 ? 1 + k : 0),
          )
        }),
        { numRuns: 25 },
      )
    },
  )

  it('sends an upload without events before it searches for a culprit of a 403, and before it blames one', async () => {
    const firewall = ({ events: sent }: Upload): Answer =>
      sent.some(({ n }) => n === 1) ? { status: 403, body: '' } : ok
    const { outcomes, uploads } = await deliverTo(events(4), firewall)
    expect(sizes(uploads)).toStrictEqual([4, 0, 2, 1, 1, 0, 2])
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted', 'accepted'])
  })

  it('blames no event if a firewall starts to refuse everything', async () => {
    const { outcomes, uploads } = await deliverTo(events(4), (_, count) =>
      count === 1 ? { status: 413, body: '' } : count === 2 ? ok : { status: 403, body: '' },
    )
    expect(sizes(uploads)).toStrictEqual([4, 2, 1, 0])
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'accepted', 'retry', 'retry'])
  })
})
