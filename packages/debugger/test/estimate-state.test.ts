import { estimateImpressions } from '@experiment-impressions/estimate'
import { initialState, readState, toInput, withScope, writeState } from '../src/estimate/estimate-state.js'
import { fromSlider, toSlider } from '../src/estimate/amount.js'
import { quotaWords } from '../src/estimate/estimate-result.js'

describe(readState, () => {
  it('returns the initial state for an empty address', () => {
    expect(readState(new URLSearchParams())).toEqual(initialState)
  })

  it('reads what writeState writes, names with commas too', () => {
    const state = {
      users: 5,
      pageViews: 1.5,
      quota: 0,
      scopes: [{ name: 'a, b & c', pages: 0.25, audience: 1, rollout: 0 }],
    }
    expect(readState(new URLSearchParams(writeState(state).toString()))).toEqual(state)
    expect(readState(writeState({ ...state, scopes: [] })).scopes).toEqual([])
  })

  it('ignores invalid values', () => {
    const state = readState(new URLSearchParams('users=-1&views=x&quota=1e99&e=2,1,1,a&e=,1,1,b&e=1,1,1,c'))
    expect(state).toEqual({ ...initialState, scopes: [{ name: 'c', pages: 1, audience: 1, rollout: 1 }] })
  })
})

describe(toInput, () => {
  it('returns the estimate’s input', () => {
    const estimate = estimateImpressions(toInput(initialState))
    expect(estimate.upperBound).toBe(2_400_000)
    expect(estimate.impressions).toBe(180_000)
    expect(toInput({ ...initialState, quota: 0 })).not.toHaveProperty('quota')
  })
})

describe(withScope, () => {
  it('picks an unused name', () => {
    const state = withScope({
      ...initialState,
      scopes: [{ name: 'experiment 2', pages: 1, audience: 1, rollout: 1 }],
    })
    expect(state.scopes.map(({ name }) => name)).toEqual(['experiment 2', 'experiment 3'])
  })
})

describe(fromSlider, () => {
  it('returns round numbers, from end to end', () => {
    expect([0, 250, 500, 1000].map((step) => fromSlider(step, 100, 100_000_000))).toEqual([
      100, 3200, 100_000, 100_000_000,
    ])
    expect(fromSlider(1, 1, 1000)).toBe(1)
  })

  it('is undone by toSlider', () => {
    for (const value of [100, 5000, 250_000])
      expect(fromSlider(toSlider(value, 100, 1e8), 100, 1e8)).toBe(value)
    expect(toSlider(0, 100, 1e8)).toBe(0)
  })
})

describe(quotaWords, () => {
  it('says when the quota runs out, or that it lasts', () => {
    const { quota } = estimateImpressions(toInput(initialState))
    expect(quota && quotaWords(quota.upperBound, 2_400_000, 1_000_000)).toBe(
      'The quota runs out on day 13 of 30, 41.7\u00a0% into the month: 1,400,000 impressions over the quota.',
    )
    expect(quota && quotaWords(quota.impressions, 180_000, 1_000_000)).toBe(
      'The quota lasts; 18\u00a0% of it is used by the end of the month.',
    )
  })
})
