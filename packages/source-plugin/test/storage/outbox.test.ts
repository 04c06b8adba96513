import { ours, storedKeys, theirs } from '../helpers/outbox-keys.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { DAY, useOutbox } from '../helpers/use-outbox.js'

const page = usePage()

const { open, expired } = useOutbox()

describe('an outbox', () => {
  it('returns what it stores, oldest first, until that is deleted', () => {
    const outbox = open()
    const later = pending('exp-2')
    outbox.set(ours('exp-2'), later)
    outbox.set(ours('exp-1'), pending('exp-1'))
    expect(outbox.keys([':KEY'])).toEqual([ours('exp-1'), ours('exp-2')])
    expect(outbox.get(ours('exp-2'))).toEqual(later)
    expect(outbox.get(ours('exp-2'))).toEqual(later)
    expect(outbox.has(ours('exp-2'))).toBe(true)
    outbox.delete(ours('exp-2'))
    expect(outbox.has(ours('exp-2'))).toBe(false)
    expect(outbox.get(ours('exp-2'))).toBeUndefined()
    expect(outbox.keys([':KEY'])).toEqual([ours('exp-1')])
    expect(storedKeys(page)).toEqual([ours('exp-1')])
  })

  it('returns only the keys with the given endings', () => {
    const outbox = open()
    outbox.set(ours('exp-1'), pending('exp-1'))
    outbox.set(theirs('exp-2'), pending('exp-2'))
    expect(outbox.keys([':OTHER'])).toEqual([theirs('exp-2')])
    expect(outbox.keys([':OTHER', ':KEY'])).toEqual([ours('exp-1'), theirs('exp-2')])
    expect(outbox.keys([''])).toHaveLength(2)
    expect(outbox.keys([])).toEqual([])
  })

  it('replaces an impression with the same key', () => {
    const outbox = open()
    outbox.set(ours('exp-1'), pending('exp-1'))
    outbox.set(ours('exp-1'), pending('exp-1', { viewer: { userId: 'USER-1' } }))
    expect(outbox.keys([':KEY'])).toHaveLength(1)
    expect(open().get(ours('exp-1'))?.viewer).toEqual({ userId: 'USER-1' })
  })

  it('holds the newest 512 impressions', () => {
    const outbox = open()
    const keys = Array.from({ length: 515 }, (_each, index) => ours(`exp-${String(1000 + index)}`))
    keys.forEach((key) => {
      outbox.set(key, pending())
    })
    expect(outbox.keys([':KEY'])).toEqual(keys.slice(3))
    expect(storedKeys(page)).toEqual(keys.slice(3))
  })

  it('counts all sources towards the 512', () => {
    const outbox = open()
    for (let index = 0; index < 512; index += 1) outbox.set(theirs(`exp-${String(1000 + index)}`), pending())
    outbox.set(ours('exp-2000'), pending())
    expect(outbox.keys([':KEY'])).toEqual([ours('exp-2000')])
    expect(outbox.keys([''])).toHaveLength(512)
  })

  it('deletes an impression that becomes too old on this page', () => {
    const outbox = open()
    outbox.set(ours('exp-1'), pending('exp-1'))
    jest.advanceTimersByTime(7 * DAY)
    expect(outbox.get(ours('exp-1'))).toBeUndefined()
    expect(outbox.keys([':KEY'])).toEqual([])
    expect(storedKeys(page)).toEqual([])
    expect(expired).toEqual(['exp-1'])
  })
})

describe('an outbox without localStorage', () => {
  it.each([
    [
      'the browser blocks it',
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
  ])('keeps impressions in memory if %s', (_why, lose) => {
    lose()
    const outbox = open()
    expect(outbox.keys([''])).toEqual([])
    outbox.set(ours('exp-1'), pending('exp-1'))
    outbox.set(ours('exp-2'), pending('exp-2'))
    expect(outbox.keys([':KEY'])).toEqual([ours('exp-1'), ours('exp-2')])
    expect(outbox.get(ours('exp-1'))).toEqual(pending('exp-1'))
    outbox.delete(ours('exp-1'))
    expect(outbox.get(ours('exp-1'))).toBeUndefined()
    expect(outbox.keys([':KEY'])).toEqual([ours('exp-2')])
  })

  it('deletes impressions in memory, too, when they become too old', () => {
    page.block('localStorage')
    const outbox = open()
    outbox.set(ours('exp-1'), pending('exp-1'))
    jest.advanceTimersByTime(7 * DAY)
    expect(outbox.get(ours('exp-1'))).toBeUndefined()
    expect(expired).toEqual(['exp-1'])
  })
})
