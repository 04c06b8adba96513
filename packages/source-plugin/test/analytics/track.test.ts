import { settled, type Answer } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { kept, openTrack } from '../helpers/track.js'

const page = usePage()

const never = (): Promise<Answer> => new Promise(() => undefined)

describe('an impression', () => {
  it('goes through `track` once, with only three options', async () => {
    const { analytics, track, onDone } = openTrack()
    const spy = jest.spyOn(analytics, 'track')
    const impression = pending()
    track(impression)
    track(impression)
    expect(spy.mock.calls).toEqual([['$impression', { flag_key: 'f' }, impression.options]])
    await settled()
    expect(analytics.arrived).toEqual([
      expect.objectContaining({
        event: '$impression',
        messageId: 'exp-1',
        userId: null,
        anonymousId: 'ANON-1',
      }),
    ])
    expect(onDone).toHaveBeenCalledTimes(1)
  })

  it('leaves nothing on the device if the page stays open', async () => {
    const { analytics, track } = openTrack()
    track(pending())
    expect(page.storage).toHaveLength(0)
    await settled()
    page.hide()
    page.leave()
    expect(page.storage).toHaveLength(0)
    expect(analytics.arrived).toHaveLength(1)
  })

  it('can be tracked again once it has arrived', async () => {
    const { analytics, track } = openTrack()
    track(pending())
    await settled()
    track(pending())
    await settled()
    expect(analytics.arrived).toHaveLength(2)
  })

  it('gives the site’s plugins a copy of its properties', async () => {
    const { analytics, track } = openTrack()
    await analytics.register({
      name: 'site',
      version: '1',
      type: 'enrichment',
      isLoaded: () => true,
      load: () => Promise.resolve(),
      track(context) {
        Object.assign(context.event.properties as object, { rewritten: true })
        return context
      },
    })
    const impression = pending()
    track(impression)
    await settled()
    expect(analytics.arrived).toMatchObject([{ properties: { rewritten: true } }])
    expect(impression.properties).toEqual({ flag_key: 'f' })
  })

  it('is done if `track` rejects, for example because the site drops it', async () => {
    const { analytics, trackStored, onDone } = openTrack()
    analytics.track = () => Promise.reject(new Error('Event missing'))
    trackStored(pending())
    await settled()
    expect(onDone).toHaveBeenCalledTimes(1)
    page.leave()
    expect(kept(page)).toBeUndefined()
  })

  it('doesn’t affect other events', async () => {
    const { analytics, track } = openTrack({ userId: 'USER-1' })
    await analytics.track('Product Added', {}, { messageId: 'site-1' })
    track(pending())
    await settled()
    expect(analytics.arrived).toMatchObject([
      { event: 'Product Added', userId: 'USER-1', anonymousId: 'ANON-1' },
      { event: '$impression' },
    ])
  })
})

describe('an impression that has waited on the device', () => {
  it('stays there until it has arrived, with the time it was handed over', async () => {
    const before = Date.now()
    const { analytics, trackStored, onDone } = openTrack()
    analytics.answer = never
    trackStored(pending())
    await settled()
    expect(kept(page)?.handedAt).toBeGreaterThanOrEqual(before)
    expect(onDone).not.toHaveBeenCalled()
  })

  it('is deleted once it has arrived', async () => {
    const { trackStored } = openTrack()
    trackStored(pending())
    expect(kept(page)).toBeDefined()
    await settled()
    expect(kept(page)).toBeUndefined()
  })
})

describe('an analytics.js that throws in `track`', () => {
  it.failing('gets the impression again', async () => {
    const { analytics, track } = openTrack()
    const spy = jest.spyOn(analytics, 'track').mockImplementation(() => {
      throw new Error('broken')
    })
    expect(() => {
      track(pending())
    }).toThrow('broken')
    spy.mockRestore()
    track(pending())
    await settled()
    expect(analytics.arrived).toHaveLength(1)
  })
})
