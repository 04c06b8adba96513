import { createMparticleIntegration } from '../../src/mparticle/index.js'
import type { MparticleOptions } from '../../src/mparticle/options.js'
import { countWaiting, impression, useFakeTimers } from '../helpers/integration.js'
import { usePage } from '../helpers/page.js'

const page = usePage()
useFakeTimers()

/** An SDK as mParticle's 2.x looks from outside. It becomes live when the test says so. */
const createSdk = ({ isLive = true, isLoggedIn = false } = {}) => {
  const events: object[] = []
  let listener: (() => void) | undefined
  const state = { isLive, hasUser: true }
  const user = {
    getMPID: () => 'MPID-1',
    isLoggedIn: () => isLoggedIn,
    getUserIdentities: () => ({ userIdentities: isLoggedIn ? { customerid: 'USER-1' } : {} }),
    getAllUserAttributes: () => ({ plan: 'pro' }),
  }
  const sdk = {
    isInitialized: () => state.isLive,
    ready: jest.fn((callback: () => void) => {
      listener = callback
    }),
    getDeviceId: () => 'DEVICE-1',
    logBaseEvent: (event: object) => events.push(event),
    Identity: { getCurrentUser: () => (state.hasUser ? user : null) },
  }
  return { sdk, state, events, becomesReady: () => listener?.() }
}

const create = (sdk: object | undefined, options: MparticleOptions = {}) => {
  page.window['mParticle'] = sdk
  return createMparticleIntegration(options)
}

describe('a live SDK', () => {
  it('gets an impression as a custom event with its message id, and with plain attributes only', () => {
    const { sdk, events } = createSdk()
    const eventProperties = {
      ...impression.eventProperties,
      time: undefined,
      metadata: { flagVersion: 7, evaluation: { mode: 'local' } },
    }
    create(sdk).track({ ...impression, eventProperties })
    expect(events).toEqual([
      {
        messageType: 4,
        eventType: 5,
        name: '$impression',
        data: {
          ...impression.eventProperties,
          metadata_flagVersion: 7,
          metadata_evaluation_mode: 'local',
        },
        sourceMessageId: expect.stringMatching(/^exp-/) as string,
      },
    ])
    expect(events[0]).not.toHaveProperty('data.time')
  })

  it('gets the event type in the option', () => {
    const { sdk, events } = createSdk()
    create(sdk, { eventType: 8 }).track(impression)
    expect(events).toMatchObject([{ eventType: 8 }])
  })

  it('names its user to the Experiment client', () => {
    expect(create(createSdk({ isLoggedIn: true }).sdk).getUser()).toEqual({
      user_id: 'USER-1',
      device_id: 'DEVICE-1',
      user_properties: { plan: 'pro' },
    })
    expect(create(createSdk().sdk).getUser()).not.toHaveProperty('user_id')
  })

  it('names only the device if its user disappears', () => {
    const { sdk, state } = createSdk()
    const integration = create(sdk)
    expect(integration.getUser()).toHaveProperty('user_properties')
    const { getCurrentUser } = sdk.Identity
    let calls = 0
    // There when the page looks for a live SDK, and gone right after.
    sdk.Identity.getCurrentUser = () => {
      calls += 1
      state.hasUser = calls % 2 === 1
      return getCurrentUser()
    }
    expect(integration.getUser()).toEqual({ device_id: 'DEVICE-1' })
  })

  it('is found under another key and in `instance`', () => {
    const [onWindow, given] = [createSdk(), createSdk()]
    page.window['mp'] = onWindow.sdk
    create(undefined, { instanceKey: 'mp' }).track(impression)
    create(undefined, { instance: given.sdk }).track({
      ...impression,
      eventProperties: { flag_key: 'other' },
    })
    expect([onWindow.events.length, given.events.length]).toEqual([1, 1])
  })
})

describe('an SDK that still loads', () => {
  it('gets the waiting impression once it is ready', () => {
    const { sdk, state, events, becomesReady } = createSdk({ isLive: false })
    create(sdk).track(impression)
    expect([events.length, countWaiting(page)]).toEqual([0, 1])
    state.isLive = true
    becomesReady()
    jest.advanceTimersByTime(1000)
    expect(events).toHaveLength(1)
    expect(sdk.ready).toHaveBeenCalledTimes(1)
  })

  it('gets nothing until it knows its user', () => {
    const { sdk, state, events } = createSdk()
    state.hasUser = false
    create(sdk).track(impression)
    expect([events.length, countWaiting(page)]).toEqual([0, 1])
  })

  it('gets nothing while only the snippet’s stub is there', () => {
    const ready = jest.fn()
    create({ ready }).track(impression)
    expect(ready).toHaveBeenCalledTimes(1)
    expect(countWaiting(page)).toBe(1)
  })
})

it('a site that sets the SDK to null refuses for the visitor', () => {
  create(undefined).track(impression)
  expect(countWaiting(page)).toBe(1)
  page.window['mParticle'] = null
  jest.advanceTimersByTime(50)
  expect(countWaiting(page)).toBe(0)
})
