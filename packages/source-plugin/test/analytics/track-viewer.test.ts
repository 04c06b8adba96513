import type { PendingImpression } from '../../src/impression/pending-impression.js'
import { settled } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'
import { kept, openTrack } from '../helpers/track.js'

const page = usePage()

describe('the viewer of an impression', () => {
  const arrivedAs = async (viewer: PendingImpression['viewer'], visitor = {}): Promise<unknown> => {
    const { analytics, track } = openTrack({ userId: 'USER-NOW', anonymousId: 'ANON-NOW', ...visitor })
    track(pending('exp-1', { viewer }))
    await settled()
    const [{ userId, anonymousId } = {}] = analytics.arrived
    return { userId, anonymousId }
  }

  it.each<[string, PendingImpression['viewer'], unknown]>([
    [
      'is written into the event',
      { userId: 'USER-1', anonymousId: 'ANON-1' },
      { userId: 'USER-1', anonymousId: 'ANON-1' },
    ],
    ['can be nobody', { anonymousId: 'ANON-1' }, { userId: null, anonymousId: 'ANON-1' }],
    ['can lack an anonymous id', { userId: 'USER-1' }, { userId: 'USER-1', anonymousId: 'ANON-NOW' }],
    ['is the current person if it is unknown', undefined, { userId: 'USER-NOW', anonymousId: 'ANON-NOW' }],
    ['is the current person if it has no ids', {}, { userId: 'USER-NOW', anonymousId: 'ANON-NOW' }],
  ])('%s', async (_what, viewer, ids) => {
    expect(await arrivedAs(viewer)).toEqual(ids)
  })

  it('reaches the site’s plugins, which have the last word', async () => {
    const { analytics, track } = openTrack({ userId: 'USER-NOW' })
    const seen: unknown[] = []
    await analytics.register({
      name: 'pseudonyms',
      version: '1',
      type: 'enrichment',
      isLoaded: () => true,
      load: () => Promise.resolve(),
      track(context) {
        seen.push(context.event.userId)
        context.event.userId = 'HASHED'
        return context
      },
    })
    track(pending('exp-1', { viewer: { userId: 'USER-1', anonymousId: 'ANON-1' } }))
    await settled()
    expect(seen).toEqual(['USER-1'])
    expect(analytics.arrived).toMatchObject([{ userId: 'HASHED', anonymousId: 'ANON-1' }])
  })

  it('is stored with the impression, so it stays the same the next time', () => {
    const { analytics, track } = openTrack({ userId: 'USER-1' })
    analytics.isHanging = true
    track(pending())
    analytics.visitor.userId = 'USER-2'
    page.leave()
    expect(kept(page)?.viewer).toEqual({ userId: 'USER-1', anonymousId: 'ANON-1' })
  })

  it('stays nobody even if somebody logs in', async () => {
    const { analytics, track } = openTrack()
    track(pending())
    analytics.visitor.userId = 'USER-2'
    await settled()
    expect(analytics.arrived).toMatchObject([{ userId: null, anonymousId: 'ANON-1' }])
  })
})
