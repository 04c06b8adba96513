import { createEventPlugin, type SegmentEvent } from '../src/analytics-plugin.js'
import { forwardEvent } from '../src/event-forwarding.js'
import { pinIdentity, shownTo } from '../src/pin-identity.js'
import { usePage } from './helpers/page.js'

const page = usePage()

describe(pinIdentity, () => {
  const pin = (event: SegmentEvent): unknown => {
    pinIdentity(event)
    return JSON.parse(JSON.stringify(event))
  }

  it('gives an impression the ids of who saw it, and takes their carrier out', () => {
    const shown = { page: {}, [shownTo]: { userId: 'USER-A', anonymousId: 'ANON-A' } }
    expect(pin({ userId: 'USER-B', anonymousId: 'ANON-B', context: shown })).toEqual({
      userId: 'USER-A',
      anonymousId: 'ANON-A',
      context: { page: {} },
    })
  })

  it('names nobody where nobody was logged in, also to a sender that falls back where there is no id', () => {
    const event: SegmentEvent = { userId: 'USER-B', context: { [shownTo]: { anonymousId: 'ANON-A' } } }
    expect(pin(event)).toEqual({ userId: null, anonymousId: 'ANON-A', context: {} })
    // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- as `segmentio/normalize.ts` does
    expect(JSON.stringify({ userId: event.userId || 'USER-B' })).toBe('{"userId":null}')
  })

  it('leaves the ids alone where the visitor had none', () => {
    const event = { userId: 'USER-B', anonymousId: 'ANON-B', context: { [shownTo]: {} } }
    expect(pin(event)).toEqual({ userId: 'USER-B', anonymousId: 'ANON-B', context: {} })
  })

  it.each([{}, { context: undefined }, { context: {} }, { context: { [shownTo]: null } }])(
    'leaves %j alone',
    (event) => {
      const ids = { userId: 'USER-B', anonymousId: 'ANON-B' }
      expect(pin({ ...ids, ...event })).toMatchObject(ids)
    },
  )
})

describe(forwardEvent, () => {
  const forward = (event: SegmentEvent): unknown[] => {
    const executed: unknown[] = []
    page.window['webExperiment'] = { plugin: () => ({ execute: (each: unknown) => executed.push(each) }) }
    forwardEvent(event)
    return executed
  }

  it('passes a track event on', () => {
    expect(forward({ event: 'Product Added', properties: { sku: 'a' } })).toEqual([
      { event_type: 'Product Added', event_properties: { sku: 'a' } },
    ])
  })

  it.each(['$impression', '$exposure'])('keeps %s from its source', (event) => {
    expect(forward({ event })).toEqual([])
  })

  it('does nothing where the script is not on the page', () => {
    expect(() => {
      forwardEvent({ event: 'Product Added' })
    }).not.toThrow()
  })
})

describe(createEventPlugin, () => {
  it('passes the event on, whatever happens to it', () => {
    const context = { event: { event: 'Product Added' } }
    const seen: SegmentEvent[] = []
    expect(createEventPlugin((event) => seen.push(event)).track?.(context)).toBe(context)
    expect(seen).toEqual([context.event])
    const broken = createEventPlugin(() => {
      throw new Error('broken')
    })
    expect(broken.track?.(context)).toBe(context)
  })
})
