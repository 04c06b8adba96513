import { User } from '@segment/analytics-next'
import fc from 'fast-check'
import { read, type Device } from '../helpers/device.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

describe('the stored identity', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uuid(),
    fc.emailAddress(),
    fc.integer().map(String),
    fc.constantFrom('null', 'undefined', '__proto__', 'a=b', '100%', 'true'),
  )
  /** Text in localStorage, as analytics.js or other code writes it. */
  const stored = fc.option(
    fc.oneof(
      id.map((text) => JSON.stringify(text)),
      id,
      fc.json(),
    ),
    { nil: undefined },
  )
  /**
   * The value of a cookie, as analytics.js or a server writes it. Browsers reject semicolons and control characters.
   */
  const cookie = fc.option(
    fc
      .oneof(
        id.map(encodeURIComponent),
        id,
        id.map((text) => `"${text}"`),
        fc.json(),
      )
      .map((text) => text.replace(/[;\p{Cc}\p{Zs}]/gu, '')),
    { nil: undefined },
  )

  const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, cookie)

  const device = fc.record({
    user: stored,
    anonymous: stored,
    userCookie: cookie,
    anonymousCookie: cookie,
    oldCookie: rarely,
    oldestCookie: rarely,
  })

  beforeEach(() => {
    jest.spyOn(console, 'warn').mockImplementation()
  })

  afterEach(() => {
    jest.restoreAllMocks()
  })

  /** Returns both readings, or `undefined` if ours isn't certain. */
  const readBoth = (held: Device) => {
    const ours = read(page, held)
    // Nothing relies on an identity without an anonymous id (`viewers.ts`).
    if (!ours?.anonymousId) return undefined
    const user = new User()
    return {
      // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty id means nobody
      ours: { userId: ours.userId || null, anonymousId: ours.anonymousId },
      its: { userId: user.id(), anonymousId: user.anonymousId() },
    }
  }

  it('has the ids that analytics.js reads, or isn’t certain', () => {
    let sure = 0
    fc.assert(
      fc.property(device, (held) => {
        const both = readBoth(held)
        if (both) sure += 1
        expect(both?.ours).toEqual(both?.its)
      }),
    )
    expect(sure).toBeGreaterThan(10)
  })

  it.each<[string, Device]>([
    ['zero in localStorage', { user: '0', anonymous: '"ANON-1"' }],
    ['`false` in a cookie', { anonymous: '"ANON-1"', anonymousCookie: 'false' }],
    ['zero in a cookie', { anonymous: '"ANON-1"', anonymousCookie: '0' }],
  ])('isn’t certain with %s', (_what, held) => {
    expect(readBoth(held)).toBeUndefined()
  })

  it.each<[string, string, string | null]>([
    ['an id', '"jo@shop.test"', 'jo@shop.test'],
    ['an escape', '"jo\\0542"', 'jo\\0542'],
    ['`null`', '"null"', null],
  ])('has %s from a cookie that a server wrote in quotes', (_what, userCookie, userId) => {
    const both = readBoth({ userCookie, anonymousCookie: '"ANON-2"' })
    expect(both?.ours).toEqual({ userId, anonymousId: 'ANON-2' })
    expect(both?.its).toEqual(both?.ours)
  })
})
