import fc from 'fast-check'
import type { Outbox } from '../../src/storage/outbox.js'
import { ours, storedKeys, theirs } from '../helpers/outbox-keys.js'
import { usePage } from '../helpers/page.js'
import { pending, shownAgo } from '../helpers/pending.js'
import { DAY, useOutbox } from '../helpers/use-outbox.js'

const page = usePage()

const { open, expired } = useOutbox()

const openAndList = (): Outbox => {
  const outbox = open()
  outbox.keys([''])
  return outbox
}

describe('two pages', () => {
  it('share what they store', () => {
    const [first, second] = [open(), open()]
    first.set(ours('exp-1'), pending('exp-1'))
    second.set(ours('exp-2'), pending('exp-2'))
    expect(open().keys([':KEY'])).toEqual([ours('exp-1'), ours('exp-2')])
  })

  it('don’t get what the other one has deleted', () => {
    open().set(ours('exp-1'), pending('exp-1'))
    const [first, second] = [openAndList(), openAndList()]
    expect(second.get(ours('exp-1'))).toBeDefined()
    second.delete(ours('exp-1'))
    expect(first.get(ours('exp-1'))).toBeUndefined()
    expect(first.keys([':KEY'])).toEqual([])
    expect(expired).toEqual([])
  })

  it('leave what the other one has handed over alone for 10 s, then get it', () => {
    open().set(ours('exp-1'), pending('exp-1', { handedAt: Date.now() }))
    const outbox = openAndList()
    jest.advanceTimersByTime(9999)
    expect(outbox.get(ours('exp-1'))).toBeUndefined()
    expect(outbox.keys([':KEY'])).toHaveLength(1)
    jest.advanceTimersByTime(1)
    expect(outbox.get(ours('exp-1'))).toMatchObject({ options: { messageId: 'exp-1' } })
  })

  it('get what the other one handed over before the clock was set back', () => {
    open().set(ours('exp-1'), pending('exp-1', { handedAt: Date.now() + 36e5 }))
    expect(openAndList().get(ours('exp-1'))).toBeDefined()
  })
})

describe('the first list of keys', () => {
  it('finds what earlier visits left, and nothing that belongs to other code', () => {
    open().set(ours('exp-1'), pending('exp-1'))
    Object.assign(page.storage, { ajs_user_id: '"USER-1"', EXP_unsent: '[]', 'experiment-impression': '' })
    const outbox = open()
    expect(outbox.has(ours('exp-1'))).toBe(false)
    expect(outbox.keys([''])).toEqual([ours('exp-1')])
    expect(outbox.has(ours('exp-1'))).toBe(true)
    expect(storedKeys(page)).toHaveLength(4)
  })

  it('is the only one that reads localStorage, which may be large', () => {
    const outbox = openAndList()
    open().set(ours('exp-1'), pending('exp-1'))
    expect(outbox.keys([':KEY'])).toEqual([])
  })

  it('deletes what is too old, whichever source it is for', () => {
    const earlier = open()
    earlier.set(ours('exp-1'), shownAgo(7 * DAY, 'exp-1'))
    earlier.set(theirs('exp-2'), shownAgo(30 * DAY, 'exp-2'))
    earlier.set(ours('exp-3'), shownAgo(7 * DAY - 1, 'exp-3'))
    expect(open().keys([':KEY'])).toEqual([ours('exp-3')])
    expect(storedKeys(page)).toEqual([ours('exp-3')])
    expect(expired).toEqual(['exp-1', 'exp-2'])
  })
})

describe('an outbox with the text of other code', () => {
  it('skips and deletes it, and loses nothing behind it', () => {
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
        open().set(ours('exp-1'), pending('exp-1'))
        const outbox = openAndList()
        expect(outbox.get(ours('exp-0'))).toBeUndefined()
        expect(storedKeys(page)).toEqual([ours('exp-1')])
        expect(outbox.get(ours('exp-1'))).toEqual(pending('exp-1'))
      }),
      // Objects that throw when they are read as text or number.
      { examples: [['{"options":{"timestamp":[{"toString":""}]}}']] },
    )
  })

  it('returns an impression although nobody can read when it was handed over', () => {
    const handedAt = { valueOf: '', toString: '' }
    page.storage.setItem(ours('exp-1'), JSON.stringify({ ...pending('exp-1'), handedAt }))
    expect(openAndList().get(ours('exp-1'))).toMatchObject({ options: { messageId: 'exp-1' } })
  })
})
