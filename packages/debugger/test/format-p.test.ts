import { formatP } from '../src/experiments/split-words.js'

describe(formatP, () => {
  it('never rounds up to a threshold that p is below', () => {
    expect([0.000_999, 0.001, 0.009_99, 0.01, 0.0455].map(formatP)).toEqual([
      'p < 0.001',
      'p = 0.001',
      'p = 0.009',
      'p = 0.010',
      'p = 0.045',
    ])
  })
})
