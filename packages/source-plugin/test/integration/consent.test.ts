import { createExperimentIntegration, type ExperimentImpressionsOptions } from '../../src/index.js'
import { outboxPrefix } from '../../src/storage/outbox.js'
import { countWaiting, createAnalytics, impression, useFakeTimers } from '../helpers/integration.js'
import { createAnalytics as createLive } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()
useFakeTimers()

describe('consent', () => {
  it.each<[string, ExperimentImpressionsOptions['consent'], number, number]>([
    ['given', true, 1, 0],
    ['given by a function', () => true, 1, 0],
    ['refused', false, 0, 0],
    ['refused by a function', () => false, 0, 0],
    ['undecided', () => undefined, 0, 1],
    [
      'left to a function that throws',
      () => {
        throw new Error('not yet')
      },
      0,
      1,
    ],
  ])('%s', (_what, consent, sent, waiting) => {
    const instance = createAnalytics()
    const track = jest.spyOn(instance, 'track')
    createExperimentIntegration({ instance, consent }).track(impression)
    expect(track).toHaveBeenCalledTimes(sent)
    expect(countWaiting(page)).toBe(waiting)
  })

  it('refused later deletes impressions that wait', () => {
    const visitor: { agreed?: boolean } = {}
    createExperimentIntegration({ instance: createAnalytics(), consent: () => visitor.agreed }).track(
      impression,
    )
    expect(countWaiting(page)).toBe(1)
    visitor.agreed = false
    jest.advanceTimersByTime(1000)
    expect(countWaiting(page)).toBe(0)
  })

  it('refused for one source leaves impressions that wait for another', () => {
    const keys = ['exp-1:KEY-1', 'exp-2:KEY-2'].map((key) => outboxPrefix + key)
    for (const key of keys) page.storage.setItem(key, JSON.stringify(pending(key)))
    const stub = { track: () => undefined, _writeKey: 'KEY-1' }
    createExperimentIntegration({ consent: false, instance: stub })
    jest.advanceTimersByTime(1000)
    expect(Object.keys(page.storage)).toEqual([keys[1]])
  })

  it('is refused if analytics.js is disabled before the first look', async () => {
    const key = `${outboxPrefix}exp-1:KEY-1`
    page.storage.setItem(key, JSON.stringify(pending('exp-1')))
    page.window['analytics'] = { track: () => undefined, _writeKey: 'KEY-1' }
    createExperimentIntegration()
    // A disabled analytics.js is live and has forgotten its write key.
    page.window['analytics'] = createLive({ writeKey: '' })
    await jest.advanceTimersByTimeAsync(50)
    expect(Object.keys(page.storage)).toEqual([])
  })

  it('is refused if `instance` is null', () => {
    createExperimentIntegration().track(impression)
    expect(countWaiting(page)).toBe(1)
    createExperimentIntegration({ instance: null })
    jest.advanceTimersByTime(50)
    expect(countWaiting(page)).toBe(0)
  })
})
