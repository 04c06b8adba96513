import { settled, type Answer } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { keyOf, kept, openTrack } from '../helpers/track.js'

const page = usePage()

const never = (): Promise<Answer> => new Promise(() => undefined)

describe('a page that is hidden or left', () => {
  it.each(['hide', 'leave'] as const)('stores impressions in flight, and nothing else (%s)', async (how) => {
    const { analytics, track } = openTrack()
    track(pending('exp-0'))
    await settled()
    analytics.answer = never
    track(pending('exp-1'))
    await settled()
    page[how]()
    expect(kept(page)).toMatchObject({ event: '$impression', viewer: { anonymousId: 'ANON-1' } })
    expect(kept(page)?.handedAt).toBeUndefined()
    expect(Object.keys(page.storage)).toEqual([keyOf(pending())])
  })

  it('stores impressions that the site’s plugins still hold back', async () => {
    const { analytics, track } = openTrack()
    analytics.isHanging = true
    track(pending())
    await settled()
    page.hide()
    expect(kept(page)).toBeDefined()
  })

  it('deletes an impression that arrives after all', async () => {
    let answer: (answer: Answer) => void = () => undefined
    const { analytics, track } = openTrack()
    analytics.answer = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    track(pending())
    await settled()
    page.hide()
    expect(kept(page)).toBeDefined()
    answer('taken')
    await settled()
    expect(kept(page)).toBeUndefined()
  })

  it('removes the impression from what analytics.js stores for its next page', async () => {
    const { analytics, track } = openTrack()
    analytics.answer = never
    track(pending())
    await settled()
    const itsKey = 'persisted-queue:v1:KEY:dest-Segment.io:items'
    const other = { event: { messageId: 'site-1' } }
    page.storage.setItem(itsKey, JSON.stringify([{ event: { messageId: 'exp-1' } }, other]))
    page.leave()
    expect(JSON.parse(page.storage.getItem(itsKey) ?? '')).toEqual([other])
  })

  it('reads nothing that analytics.js has stored if nothing is in flight', async () => {
    const { track } = openTrack()
    track(pending())
    await settled()
    const getItem = jest.spyOn(page.storage.constructor.prototype as Storage, 'getItem')
    page.leave()
    expect(getItem).not.toHaveBeenCalled()
  })
})
