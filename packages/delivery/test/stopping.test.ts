import type { Answer } from '../src/index.js'
import { deliverTo, event, events, kinds, ok, sizes } from './helpers/deliver-to.js'

describe('a delivery that ends early', () => {
  it.each<[string, Answer | 'no answer']>([
    ['a 500', { status: 500, body: { code: 500 } }],
    ['a 429 that names nobody', { status: 429, body: 'slow down' }],
    ['a 403 whatever is sent', { status: 403, body: '' }],
    ['no answer at all', 'no answer'],
  ])('sends nothing more if the answer says nothing about the events: %s', async (_, answer) => {
    const { outcomes, uploads } = await deliverTo(events(2500), () => answer)
    expect(sizes(uploads).filter((size) => size > 0)).toStrictEqual([1999])
    expect(new Set(kinds(outcomes))).toStrictEqual(new Set(['retry']))
  })

  describe('the signal', () => {
    it('sends nothing if it is aborted from the start', async () => {
      const { outcomes, uploads } = await deliverTo(events(2), () => ok, { signal: AbortSignal.abort() })
      expect(uploads).toStrictEqual([])
      expect(outcomes).toStrictEqual(
        Array(2).fill({
          outcome: 'retry',
          cause: 'server',
          status: undefined,
          reason: 'The delivery stopped before this event was sent.',
        }),
      )
    })

    it('keeps an answer that still arrives, and sends nothing more', async () => {
      const signal = { aborted: false }
      const { outcomes, uploads } = await deliverTo(
        events(4000),
        () => {
          signal.aborted = true
          return ok
        },
        { signal },
      )
      expect(uploads).toHaveLength(1)
      expect(kinds(outcomes)).toStrictEqual(events(4000).map(({ n }) => (n < 1999 ? 'accepted' : 'retry')))
    })

    it('ends a search without guessing its result', async () => {
      const signal = { aborted: false }
      const { outcomes, uploads } = await deliverTo(
        events(8),
        (_, count) => {
          signal.aborted = count === 3
          return { status: 400, body: { code: 400 } }
        },
        { signal },
      )
      expect(uploads).toHaveLength(3)
      expect(kinds(outcomes)).toStrictEqual(Array(8).fill('retry'))
    })

    it('ends the current upload, and says of each event whether it was sent', async () => {
      const signal = { aborted: false }
      const { outcomes } = await deliverTo(
        events(2001),
        () => {
          signal.aborted = true
          throw new Error('closed')
        },
        { signal },
      )
      const reasons = outcomes.map((outcome) => 'reason' in outcome && outcome.reason)
      expect(new Set(reasons.slice(0, 1999))).toEqual(new Set(['Amplitude didn’t answer.']))
      expect(new Set(reasons.slice(1999))).toEqual(
        new Set(['The delivery stopped before this event was sent.']),
      )
    })

    it('doesn’t send an upload without events either', async () => {
      const signal = { aborted: false }
      const { outcomes, uploads } = await deliverTo(
        events(2),
        () => {
          signal.aborted = true
          return { status: 403, body: '' }
        },
        { signal },
      )
      expect(uploads).toHaveLength(1)
      expect(kinds(outcomes)).toStrictEqual(['retry', 'retry'])
    })
  })

  it('stops the delivery if it can’t be read', async () => {
    const signal = {
      get aborted(): boolean {
        throw new Error('no')
      },
    }
    const { outcomes, uploads } = await deliverTo([event(1)], () => ok, { signal })
    expect(kinds(outcomes)).toStrictEqual(['retry'])
    expect(uploads).toStrictEqual([])
  })
})
