import { createClaims, type Claims } from '../../src/storage/claims.js'
import { createOutbox, outboxPrefix } from '../../src/storage/outbox.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()

const keyOf = (messageId: string): string => `${outboxPrefix}${messageId}:cdp`

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
})

afterEach(() => {
  jest.useRealTimers()
})

let pages = 0

/** Opens one of several pages, which all share the localStorage. */
const open = (): Claims =>
  createClaims(
    createOutbox(7, () => undefined),
    (pages += 1),
    ':cdp',
  )

const take = (claims: Claims, isWanted: () => boolean = () => true): string[] =>
  claims.take(isWanted).map(({ impression }) => impression.options.messageId)

const pass = (ms: number): void => {
  jest.setSystemTime(Date.now() + ms)
}

describe('an impression of this page', () => {
  it('belongs to this page at once, and to no other for ten seconds', () => {
    const [own, other] = [open(), open()]
    own.keep(keyOf('exp-1'), pending())
    expect(take(own)).toEqual(['exp-1'])
    pass(9900)
    expect(take(other)).toEqual([])
    pass(200)
    expect(take(other)).toEqual([])
    pass(250)
    expect(take(other)).toEqual(['exp-1'])
  })

  it('needs a new claim after nine seconds, as on any other page', () => {
    const own = open()
    own.keep(keyOf('exp-1'), pending())
    pass(10_000)
    expect(take(own)).toEqual([])
    pass(250)
    expect(take(own)).toEqual(['exp-1'])
  })

  it('is free once the visitor leaves the page', () => {
    const own = open()
    own.keep(keyOf('exp-1'), pending())
    page.leave()
    const other = open()
    expect(take(other)).toEqual([])
    pass(250)
    expect(take(other)).toEqual(['exp-1'])
    expect(take(own)).toEqual([])
  })

  it('no longer belongs to this page if another has claimed it since', () => {
    const own = open()
    own.keep(keyOf('exp-1'), pending())
    const claimed = { ...pending(), handedAt: Date.now(), claimedBy: -1 }
    page.storage.setItem(keyOf('exp-1'), JSON.stringify(claimed))
    expect(take(own)).toEqual([])
    page.leave()
    expect(JSON.parse(page.storage.getItem(keyOf('exp-1')) ?? '')).toEqual(claimed)
  })

  it('belongs to this page in memory if the browser blocks localStorage', () => {
    page.block('localStorage')
    const own = open()
    own.keep(keyOf('exp-1'), pending())
    expect(own.isKnown(keyOf('exp-1'))).toBe(false)
    expect(take(own)).toEqual(['exp-1'])
  })

  it('needs a new claim if the clock was set back', () => {
    const own = open()
    own.keep(keyOf('exp-1'), pending())
    pass(-60_000)
    expect(take(own)).toEqual([])
    pass(250)
    expect(take(own)).toEqual(['exp-1'])
  })
})

describe('an impression of an earlier page', () => {
  beforeEach(() => {
    page.storage.setItem(keyOf('exp-1'), JSON.stringify(pending()))
  })

  it('goes to the page that claims it last, once both have seen that', () => {
    const [first, second] = [open(), open()]
    // Neither sees the other's claim when it makes its own.
    const free = page.storage.getItem(keyOf('exp-1')) ?? ''
    take(first)
    page.storage.setItem(keyOf('exp-1'), free)
    take(second)
    pass(240)
    expect([take(first), take(second)]).toEqual([[], []])
    pass(10)
    expect(take(first)).toEqual([])
    expect(take(second)).toEqual(['exp-1'])
  })

  it('stays unclaimed while nobody wants it', () => {
    const [one, other] = [open(), open()]
    take(one, () => false)
    pass(250)
    expect(take(one, () => false)).toEqual([])
    take(other)
    pass(250)
    expect(take(other)).toEqual(['exp-1'])
  })

  it.each(['null', '7', '"text"', '{"event":1,"options":{"timestamp":"2026-11-23T00:00:00.000Z"}}', '{'])(
    'is deleted if it is %s instead',
    (text) => {
      page.storage.setItem(keyOf('exp-1'), text)
      const claims = open()
      expect(take(claims)).toEqual([])
      expect(page.storage.getItem(keyOf('exp-1'))).toBeNull()
    },
  )
})

describe('an impression that was handed over', () => {
  it('leaves a trace for ten seconds, which contains nothing of the impression', () => {
    const own = open()
    own.keep(keyOf('exp-1'), pending())
    own.close(keyOf('exp-1'), pending())
    const other = open()
    expect(other.isKnown(keyOf('exp-1'))).toBe(true)
    expect(page.storage.getItem(keyOf('exp-1'))).not.toContain('impression')
    pass(9900)
    expect([take(own), take(other)]).toEqual([[], []])
    expect(other.isKnown(keyOf('exp-1'))).toBe(true)
    pass(200)
    expect([take(own), take(other)]).toEqual([[], []])
    expect(other.isKnown(keyOf('exp-1'))).toBe(false)
  })
})
