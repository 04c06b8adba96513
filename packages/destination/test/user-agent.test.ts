import { keepOffTheNetwork } from '../../../test/helpers/network'
import { fromIPhone, iPhone, sent } from './helpers/device-fields'
import { amplitude, impression, ok, sendBatch } from './helpers/segment'

keepOffTheNetwork()

describe('the user agent', () => {
  it('isn’t sent itself', async () => {
    expect(await sent({ userAgent: iPhone })).toStrictEqual(fromIPhone)
    // The second time it comes from the cache.
    expect(await sent({ userAgent: iPhone })).toStrictEqual(fromIPhone)
  })

  it('provides the browser’s name if it doesn’t name an operating system', async () => {
    expect(await sent({ userAgent: 'Chrome/147.0' })).toStrictEqual({ os_name: 'Chrome', os_version: '147' })
  })

  it.each([
    ['says nothing', 'curl'],
    ['is blank', ' '],
    ['is longer than any browser’s', `Mozilla/5.0 (${'x'.repeat(2000)}) iPhone`],
  ])('provides nothing if it %s', async (_, userAgent) => {
    expect(await sent({ userAgent })).toStrictEqual({})
  })

  it('is read from its first 350 characters', async () => {
    expect(await sent({ userAgent: `${' '.repeat(2000)}${iPhone}${' x'.repeat(2000)}` })).toStrictEqual(
      fromIPhone,
    )
  })

  it('is read, however many different ones there are', async () => {
    const versions = Array.from({ length: 1001 }, (_, index) => String(index + 1))
    const uploads = amplitude([200, ok])
    await sendBatch(
      versions.map((version) =>
        impression({
          messageId: version,
          anonymousId: `device-${version}`,
          context: { userAgent: `Mozilla/5.0 (X11; Linux x86_64) Chrome/${version}.0 Safari/537.36` },
        }),
      ),
    )
    expect(uploads[0]?.events.map((event) => event['os_version'])).toStrictEqual(versions)
  })
})
