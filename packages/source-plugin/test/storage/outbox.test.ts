import fc from 'fast-check'
import { createOutbox, outboxPrefix, type Outbox } from '../../src/storage/outbox.js'
import { usePage } from '../helpers/page.js'
import { pending, shownAgo } from '../helpers/pending.js'

const page = usePage()

const DAY = 864e5
const ours = (messageId: string): string => `${outboxPrefix}${messageId}:KEY`
const theirs = (messageId: string): string => `${outboxPrefix}${messageId}:OTHER`

/** The message ids of what was too old. */
let expired: string[] = []

beforeEach(() => {
  expired = []
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
})

afterEach(() => {
  jest.useRealTimers()
})

/** An outbox as another page of the site opens it. */
const open = (): Outbox =>
  createOutbox(7 * DAY, (_fate, { options }) => {
    expired.push(options.messageId)
  })

const openListed = (): Outbox => {
  const outbox = open()
  outbox.list()
  return outbox
}

const storedKeys = (): string[] => Object.keys(page.storage).sort()

describe('one page', () => {
  it('gets back what it keeps, oldest first, until it is erased', () => {
    const outbox = open()
    const later = pending('exp-2')
    outbox.keep(ours('exp-2'), later)
    outbox.keep(ours('exp-1'), pending('exp-1'))
    expect(outbox.keysOf([':KEY'])).toEqual([ours('exp-1'), ours('exp-2')])
    expect(outbox.peek(ours('exp-2'))).toEqual(later)
    expect(outbox.peek(ours('exp-2'))).toEqual(later)
    outbox.erase(ours('exp-2'))
    expect(outbox.peek(ours('exp-2'))).toBeUndefined()
    expect(outbox.keysOf([':KEY'])).toEqual([ours('exp-1')])
    expect(storedKeys()).toEqual([ours('exp-1')])
  })

  it('gets the keys of the sources that it names', () => {
    const outbox = open()
    outbox.keep(ours('exp-1'), pending('exp-1'))
    outbox.keep(theirs('exp-2'), pending('exp-2'))
    expect(outbox.keysOf([':OTHER'])).toEqual([theirs('exp-2')])
    expect(outbox.keysOf([':OTHER', ':KEY'])).toEqual([ours('exp-1'), theirs('exp-2')])
    expect(outbox.keysOf([''])).toHaveLength(2)
    expect(outbox.keysOf([])).toEqual([])
  })

  it('keeps what changes under the same key', () => {
    const outbox = open()
    outbox.keep(ours('exp-1'), pending('exp-1'))
    outbox.keep(ours('exp-1'), pending('exp-1', { viewer: { userId: 'USER-1' } }))
    expect(outbox.keysOf([':KEY'])).toHaveLength(1)
    expect(open().peek(ours('exp-1'))?.viewer).toEqual({ userId: 'USER-1' })
  })

  it('leaves 512, the newest', () => {
    const outbox = open()
    const keys = Array.from({ length: 515 }, (_each, index) => ours(`exp-${String(1000 + index)}`))
    keys.forEach((key) => {
      outbox.keep(key, pending())
    })
    expect(outbox.keysOf([':KEY'])).toEqual(keys.slice(3))
    expect(storedKeys()).toEqual(keys.slice(3))
  })

  it('leaves the newest of two sources', () => {
    const outbox = open()
    for (let index = 0; index < 512; index += 1) outbox.keep(theirs(`exp-${String(1000 + index)}`), pending())
    outbox.keep(ours('exp-2000'), pending())
    expect(outbox.keysOf([':KEY'])).toEqual([ours('exp-2000')])
  })
})

describe('two pages', () => {
  it('share what they keep', () => {
    const [first, second] = [open(), open()]
    first.keep(ours('exp-1'), pending('exp-1'))
    second.keep(ours('exp-2'), pending('exp-2'))
    expect(openListed().keysOf([':KEY'])).toEqual([ours('exp-1'), ours('exp-2')])
  })

  it('take nothing that the other one has erased', () => {
    open().keep(ours('exp-1'), pending('exp-1'))
    const [first, second] = [openListed(), openListed()]
    expect(second.peek(ours('exp-1'))).toBeDefined()
    second.erase(ours('exp-1'))
    expect(first.peek(ours('exp-1'))).toBeUndefined()
    expect(first.keysOf([':KEY'])).toEqual([])
    expect(expired).toEqual([])
  })

  it('leave what the other one has handed over for 10 s, and take it then', () => {
    open().keep(ours('exp-1'), pending('exp-1', { handedAt: Date.now() }))
    const outbox = openListed()
    jest.advanceTimersByTime(9999)
    expect(outbox.peek(ours('exp-1'))).toBeUndefined()
    expect(outbox.keysOf([':KEY'])).toHaveLength(1)
    jest.advanceTimersByTime(1)
    expect(outbox.peek(ours('exp-1'))).toMatchObject({ options: { messageId: 'exp-1' } })
  })

  it('take what the other one handed over before the clock was set back', () => {
    open().keep(ours('exp-1'), pending('exp-1', { handedAt: Date.now() + 36e5 }))
    expect(openListed().peek(ours('exp-1'))).toBeDefined()
  })
})

describe('list', () => {
  it('finds what earlier visits left, and nothing of anybody else’s', () => {
    open().keep(ours('exp-1'), pending('exp-1'))
    Object.assign(page.storage, { ajs_user_id: '"USER-1"', EXP_unsent: '[]', 'experiment-impression': '' })
    const outbox = open()
    expect(outbox.keysOf([''])).toEqual([])
    outbox.list()
    expect(outbox.keysOf([''])).toEqual([ours('exp-1')])
    expect(storedKeys()).toHaveLength(4)
  })

  it('looks once: a large storage takes its time', () => {
    const outbox = openListed()
    open().keep(ours('exp-1'), pending('exp-1'))
    outbox.list()
    expect(outbox.keysOf([':KEY'])).toEqual([])
  })

  it('lets go what is too old, whichever source it is for', () => {
    const earlier = open()
    earlier.keep(ours('exp-1'), shownAgo(7 * DAY, 'exp-1'))
    earlier.keep(theirs('exp-2'), shownAgo(30 * DAY, 'exp-2'))
    earlier.keep(ours('exp-3'), shownAgo(7 * DAY - 1, 'exp-3'))
    expect(openListed().keysOf([''])).toEqual([ours('exp-3')])
    expect(storedKeys()).toEqual([ours('exp-3')])
    expect(expired).toEqual(['exp-1', 'exp-2'])
  })
})

describe('peek', () => {
  it('lets go what has become too old on this page', () => {
    const outbox = open()
    outbox.keep(ours('exp-1'), pending('exp-1'))
    jest.advanceTimersByTime(7 * DAY)
    expect(outbox.peek(ours('exp-1'))).toBeUndefined()
    expect(outbox.keysOf([':KEY'])).toEqual([])
    expect(storedKeys()).toEqual([])
    expect(expired).toEqual(['exp-1'])
  })

  it('passes over what somebody else has written, and loses nothing behind it', () => {
    const nearMiss = fc.record(
      {
        options: fc.oneof(
          fc.jsonValue(),
          fc.record({ timestamp: fc.jsonValue(), messageId: fc.jsonValue() }, { requiredKeys: [] }),
        ),
        handedAt: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      nearMiss.map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(text, (content) => {
        page.storage.clear()
        page.storage.setItem(ours('exp-0'), content)
        open().keep(ours('exp-1'), pending('exp-1'))
        const outbox = createOutbox(7 * DAY, () => undefined)
        outbox.list()
        expect(outbox.peek(ours('exp-0'))).toBeUndefined()
        expect(storedKeys()).toEqual([ours('exp-1')])
        expect(outbox.peek(ours('exp-1'))).toEqual(pending('exp-1'))
      }),
      // Objects that throw where they are read as text or number.
      { examples: [['{"options":{"timestamp":[{"toString":""}]}}']] },
    )
  })

  it('does not stumble over a moment of handing over that cannot be read', () => {
    const handedAt = { valueOf: '', toString: '' }
    page.storage.setItem(ours('exp-1'), JSON.stringify({ ...pending('exp-1'), handedAt }))
    expect(openListed().peek(ours('exp-1'))).toMatchObject({ options: { messageId: 'exp-1' } })
  })
})

describe('without storage', () => {
  it.each([
    [
      'it is blocked',
      () => {
        page.block('localStorage')
      },
    ],
    [
      'there is none',
      () => {
        Reflect.deleteProperty(globalThis, 'localStorage')
      },
    ],
    ['it is full', page.fillStorage],
  ])('if %s, the page keeps impressions in memory', (_why, lose) => {
    lose()
    const outbox = openListed()
    outbox.keep(ours('exp-1'), pending('exp-1'))
    outbox.keep(ours('exp-2'), pending('exp-2'))
    expect(outbox.keysOf([':KEY'])).toEqual([ours('exp-1'), ours('exp-2')])
    expect(outbox.peek(ours('exp-1'))).toEqual(pending('exp-1'))
    outbox.erase(ours('exp-1'))
    expect(outbox.peek(ours('exp-1'))).toBeUndefined()
    expect(outbox.keysOf([':KEY'])).toEqual([ours('exp-2')])
  })

  it('what is in memory expires, too', () => {
    page.block('localStorage')
    const outbox = open()
    outbox.keep(ours('exp-1'), pending('exp-1'))
    jest.advanceTimersByTime(7 * DAY)
    expect(outbox.peek(ours('exp-1'))).toBeUndefined()
    expect(expired).toEqual(['exp-1'])
  })
})
