import { createRudderstackIntegration } from '../../src/rudderstack/index.js'
import type { RudderstackOptions } from '../../src/rudderstack/options.js'
import { countWaiting, impression, useFakeTimers } from '../helpers/integration.js'
import { usePage } from '../helpers/page.js'

const page = usePage()
useFakeTimers()

type Call = readonly [event: string, properties: object, options: object]

/** An SDK as RudderStack's 3.x looks from outside. It becomes live when the test says so. */
const createSdk = ({ isLive = true, userId = '' } = {}) => {
  const calls: Call[] = []
  let listener: (() => void) | undefined
  const sdk = {
    defaultAnalyticsKey: 'KEY',
    analyticsInstances: { KEY: { initialized: isLive } },
    track: (...call: Call) => calls.push(call),
    ready: jest.fn((callback: () => void) => {
      listener = callback
    }),
    getUserId: () => userId,
    getAnonymousId: () => 'ANON-1',
    getUserTraits: () => ({ plan: 'pro' }),
  }
  return {
    sdk,
    calls,
    /** Announces itself as the SDK does before it runs the site's own calls. */
    announce: () => {
      const { document, Event } = page.window as unknown as Window & typeof globalThis
      document.dispatchEvent(new Event('RSA_Initialised'))
    },
    /** Calls back as the SDK does once all destinations have loaded. */
    becomesReady: () => listener?.(),
  }
}

const create = (sdk: object | undefined, options: RudderstackOptions = {}) => {
  page.window['rudderanalytics'] = sdk
  return createRudderstackIntegration(options)
}

describe('a live SDK', () => {
  it('gets an impression with its time and page, under the viewer’s anonymous id', () => {
    const { sdk, calls } = createSdk()
    page.referrer = 'https://search.test/a'
    create(sdk).track(impression)
    expect(calls).toEqual([
      [
        '$impression',
        impression.eventProperties,
        {
          originalTimestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
          anonymousId: 'ANON-1',
          context: {
            page: {
              url: 'https://shop.test/',
              path: '/',
              search: '',
              title: 'Shop',
              referrer: 'https://search.test/a',
              tab_url: 'https://shop.test/',
              referring_domain: 'search.test',
            },
          },
        },
      ],
    ])
  })

  it('gets an impression without a page if the address is invalid', () => {
    const { sdk, calls } = createSdk()
    const metadata = { url: 'about' }
    create(sdk).track({ ...impression, eventProperties: { flag_key: 'f', metadata } })
    expect(calls[0]?.[2]).not.toHaveProperty('context')
  })

  it('names its user to the Experiment client', () => {
    expect(create(createSdk({ userId: 'USER-1' }).sdk).getUser()).toEqual({
      user_id: 'USER-1',
      device_id: 'ANON-1',
      user_properties: { plan: 'pro' },
    })
    expect(create(createSdk().sdk).getUser()).not.toHaveProperty('user_id')
  })

  it('is found under another key and in `instance`', () => {
    const [onWindow, given] = [createSdk(), createSdk()]
    page.window['rudder'] = onWindow.sdk
    create(undefined, { instanceKey: 'rudder' }).track(impression)
    create(undefined, { instance: given.sdk }).track({
      ...impression,
      eventProperties: { flag_key: 'other' },
    })
    expect([onWindow.calls.length, given.calls.length]).toEqual([1, 1])
  })
})

describe('an SDK that still loads', () => {
  it('gets the waiting impression once it announces itself', () => {
    const { sdk, calls, announce } = createSdk({ isLive: false })
    create(sdk).track(impression)
    expect([calls.length, countWaiting(page)]).toEqual([0, 1])
    announce()
    expect(calls).toHaveLength(1)
  })

  it('gets the waiting impression once it is ready, if the announcement came too early', () => {
    const { sdk, calls, becomesReady } = createSdk({ isLive: false })
    create(sdk).track(impression)
    becomesReady()
    expect(calls).toHaveLength(1)
    expect(sdk.ready).toHaveBeenCalledTimes(1)
  })

  it('replaces the snippet’s stub, which never becomes live', () => {
    const { sdk, calls, announce } = createSdk()
    const stub = Object.assign([], { track: () => undefined })
    create(stub, { instance: stub }).track(impression)
    announce()
    expect(calls).toHaveLength(0)
    page.window['rudderanalytics'] = sdk
    jest.advanceTimersByTime(50)
    expect(calls).toHaveLength(1)
  })
})

it('a site that sets the SDK to null refuses for the visitor', () => {
  create(undefined).track(impression)
  expect(countWaiting(page)).toBe(1)
  page.window['rudderanalytics'] = null
  jest.advanceTimersByTime(50)
  expect(countWaiting(page)).toBe(0)
})
