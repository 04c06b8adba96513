import fc from 'fast-check'
import { uploadLimits } from '../src/index.js'
import { deliverTo, event, events, kinds, ok, sizes, type Upload } from './helpers/deliver-to.js'

describe('the limits of an upload', () => {
  it.each(['httpapi', 'batch'] as const)(
    'keeps every upload within the number of events of %s',
    async (api) => {
      const { outcomes, uploads } = await deliverTo(events(4001), () => ok, { api })
      expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['accepted']))
      expect(Math.max(...sizes(uploads))).toBe(uploadLimits[api].events)
      expect(sizes(uploads).reduce((a, b) => a + b)).toBe(4001)
    },
  )

  it('keeps every upload within the bytes, counted in UTF-8', async () => {
    const large = events(300).map((one) => ({ ...one, note: '新✨é'.repeat(1000) }))
    const { bodies } = await deliverTo(large, () => ok)
    expect(bodies.length).toBeGreaterThan(1)
    for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(uploadLimits.httpapi.bytes)
  })

  it('counts the UTF-8 bytes of any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 2000 }), { maxLength: 50 }),
        async (notes) => {
          const { bodies } = await deliverTo(
            notes.map((note) => ({ ...event(1), note: note.repeat(100) })),
            () => ok,
          )
          for (const body of bodies.filter((one) => (JSON.parse(one) as Upload).events.length > 1)) {
            expect(Buffer.byteLength(body)).toBeLessThanOrEqual(uploadLimits.httpapi.bytes)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('sends an event that is too large on its own in its own upload', async () => {
    const huge = { ...event(1), note: 'x'.repeat(2_000_000) }
    const { outcomes, uploads } = await deliverTo([event(0), huge, event(2)], ({ events: [first] }) =>
      first?.n === 1 ? { status: 413, body: { code: 413, error: 'Payload too large' } } : ok,
    )
    expect(kinds(outcomes)).toStrictEqual(['accepted', 'rejected', 'accepted'])
    expect(sizes(uploads)).toStrictEqual([1, 1, 1])
  })
})
