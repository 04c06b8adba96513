import fc from 'fast-check'
import { createOutbox, outboxPrefix } from '../src/outbox.js'
import type { PendingImpression } from '../src/pending-impression.js'
import { usePage } from './helpers/page.js'

const page = usePage()

const DAY = 864e5
const own = [`${outboxPrefix}KEY:`]

const keyOf = (messageId: string, source = 'KEY'): string => `${outboxPrefix}${source}:${messageId}`

const pending = (messageId: string, ageInDays = 0): PendingImpression => ({
  event: '$impression',
  properties: { flag_key: 'f' },
  options: {
    messageId,
    timestamp: new Date(Date.now() - ageInDays * DAY).toISOString(),
    context: { page: undefined },
  },
})

const create = () => {
  const expired: PendingImpression[] = []
  const outbox = createOutbox(7 * DAY, (_fate, impression) => expired.push(impression))
  return { outbox, expired }
}

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) })
})

afterEach(() => {
  jest.useRealTimers()
})

describe(createOutbox, () => {
  it('keeps an impression on the device, oldest first, until it is erased', () => {
    const { outbox } = create()
    outbox.keep(keyOf('exp-2'), pending('exp-2'))
    outbox.keep(keyOf('exp-1'), pending('exp-1'))
    expect(outbox.keysOf(own)).toEqual([keyOf('exp-1'), keyOf('exp-2')])
    expect(outbox.load(keyOf('exp-1'))?.options.messageId).toBe('exp-1')
    expect(Object.keys(page.storage)).toHaveLength(2)
    outbox.erase(keyOf('exp-1'))
    outbox.erase(keyOf('exp-2'))
    expect(outbox.keysOf(own)).toEqual([])
    expect(page.storage).toHaveLength(0)
  })

  it('has those of another page once it has listed them, for their own source', () => {
    create().outbox.keep(keyOf('exp-1'), pending('exp-1'))
    create().outbox.keep(keyOf('exp-2', 'OTHER'), pending('exp-2'))
    const { outbox } = create()
    expect(outbox.keysOf(own)).toEqual([])
    outbox.list()
    expect(outbox.keysOf(own)).toEqual([keyOf('exp-1')])
  })

  it('lists once a page', () => {
    const { outbox } = create()
    outbox.list()
    create().outbox.keep(keyOf('exp-1'), pending('exp-1'))
    outbox.list()
    expect(outbox.keysOf(own)).toEqual([])
  })

  it('has none that another page has erased', () => {
    const { outbox } = create()
    outbox.keep(keyOf('exp-1'), pending('exp-1'))
    page.storage.clear()
    expect(outbox.load(keyOf('exp-1'))).toBeUndefined()
    expect(outbox.keysOf(own)).toEqual([])
  })

  it('leaves one that was handed over alone for ten seconds, and then no longer', () => {
    const { outbox } = create()
    outbox.keep(keyOf('exp-1'), { ...pending('exp-1'), handedAt: Date.now() })
    jest.advanceTimersByTime(9999)
    expect(outbox.load(keyOf('exp-1'))).toBeUndefined()
    jest.advanceTimersByTime(1)
    expect(outbox.load(keyOf('exp-1'))).toBeDefined()
  })

  it('lets go what is too old as it lists, whichever source that is for', () => {
    create().outbox.keep(keyOf('exp-1', 'OTHER'), pending('exp-1', 7.1))
    create().outbox.keep(keyOf('exp-2', 'OTHER'), pending('exp-2', 6.9))
    const { outbox, expired } = create()
    outbox.list()
    expect(Object.keys(page.storage)).toEqual([keyOf('exp-2', 'OTHER')])
    expect(expired.map(({ options }) => options.messageId)).toEqual(['exp-1'])
  })

  it('lets the oldest go where more than 512 wait', () => {
    const { outbox } = create()
    for (let index = 0; index < 515; index += 1) {
      const messageId = `exp-${String(1000 + index)}`
      outbox.keep(keyOf(messageId), pending(messageId))
    }
    expect(outbox.keysOf(own)).toHaveLength(512)
    expect(outbox.keysOf(own)[0]).toBe(keyOf('exp-1003'))
    expect(page.storage).toHaveLength(512)
  })

  it.each<[string, () => void]>([
    ['there is no storage', () => Reflect.deleteProperty(globalThis, 'localStorage')],
    [
      'the storage is full',
      () => {
        jest.spyOn(Object.getPrototypeOf(page.storage) as Storage, 'setItem').mockImplementation(() => {
          throw new DOMException('full', 'QuotaExceededError')
        })
      },
    ],
  ])('keeps impressions in memory where %s', (_where, arrange) => {
    arrange()
    const { outbox } = create()
    outbox.list()
    outbox.keep(keyOf('exp-1'), pending('exp-1'))
    expect(outbox.load(keyOf('exp-1'))).toEqual(pending('exp-1'))
    outbox.erase(keyOf('exp-1'))
    expect(outbox.load(keyOf('exp-1'))).toBeUndefined()
    jest.restoreAllMocks()
  })

  it('passes over what somebody else has written, and loses nothing behind it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        page.storage.clear()
        page.storage[keyOf('exp-0')] = text
        const { outbox, expired } = create()
        outbox.keep(keyOf('exp-1'), pending('exp-1'))
        outbox.list()
        expect(outbox.keysOf(own)).toEqual([keyOf('exp-1')])
        expect(outbox.load(keyOf('exp-1'))).toEqual(JSON.parse(JSON.stringify(pending('exp-1'))))
        expect(expired).toEqual([])
      }),
    )
  })
})
