import { settled } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { kept, openTrack } from '../helpers/track.js'

const page = usePage()

describe('a sender that can’t get through', () => {
  it('keeps the impression in flight while it retries', async () => {
    const { analytics, trackStored, onDone } = openTrack()
    analytics.answer = () => 'unreachable'
    trackStored(pending())
    await settled()
    await analytics.retry()
    expect(onDone).not.toHaveBeenCalled()
    expect(kept(page)).toBeDefined()
    analytics.answer = () => 'taken'
    await analytics.retry()
    await settled()
    expect(analytics.arrived).toHaveLength(1)
    expect(onDone).toHaveBeenCalledTimes(1)
    expect(kept(page)).toBeUndefined()
  })

  it('keeps the impression in flight while the browser is offline', async () => {
    const { analytics, track, onDone } = openTrack()
    page.isOnline = false
    track(pending())
    await settled()
    expect(onDone).not.toHaveBeenCalled()
    page.leave()
    expect(kept(page)).toBeDefined()
    page.isOnline = true
    await analytics.retry()
    await settled()
    expect(analytics.arrived).toHaveLength(1)
    expect(kept(page)).toBeUndefined()
  })

  it('retries an impression of nobody without a user id', async () => {
    const { analytics, track } = openTrack()
    analytics.answer = () => 'unreachable'
    track(pending())
    await settled()
    analytics.visitor.userId = 'USER-2'
    analytics.answer = () => 'taken'
    await analytics.retry()
    expect(analytics.arrived).toMatchObject([{ userId: null, anonymousId: 'ANON-1' }])
  })

  it('is done with an impression that Segment refuses', async () => {
    const { analytics, trackStored, onDone } = openTrack()
    analytics.answer = () => 'refused'
    trackStored(pending())
    await settled()
    expect(onDone).toHaveBeenCalledTimes(1)
    expect(kept(page)).toBeUndefined()
  })
})
