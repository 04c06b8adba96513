import fc from 'fast-check'
import { EstimateInputError, estimateImpressions, type EstimateInput } from '../src/index.js'

const good: EstimateInput = { monthlyTrackedUsers: 100, experiments: 2, pageViewsPerUser: 3, quota: 50 }

/** The input as it may come from a form or from JavaScript: any value in any place. */
function failure(input: unknown): EstimateInputError {
  try {
    estimateImpressions(input as EstimateInput)
  } catch (error) {
    if (error instanceof EstimateInputError) return error
    throw error
  }
  throw new Error('No EstimateInputError was thrown')
}

describe(EstimateInputError, () => {
  it.each([
    [
      { monthlyTrackedUsers: -1 },
      'monthlyTrackedUsers is a negative number; expected a whole number, 0 or more.',
    ],
    [
      { monthlyTrackedUsers: NaN },
      'monthlyTrackedUsers is not a number (NaN); expected a whole number, 0 or more.',
    ],
    [
      { monthlyTrackedUsers: Infinity },
      'monthlyTrackedUsers is infinite; expected a whole number, 0 or more.',
    ],
    [{ monthlyTrackedUsers: 1.5 }, 'monthlyTrackedUsers is a fraction; expected a whole number, 0 or more.'],
    [
      { monthlyTrackedUsers: 1e300 },
      'monthlyTrackedUsers is a number too large to count with; expected a whole number, 0 or more.',
    ],
    [{ monthlyTrackedUsers: '100' }, 'monthlyTrackedUsers is a string; expected a whole number, 0 or more.'],
    [
      { monthlyTrackedUsers: undefined },
      'monthlyTrackedUsers is missing; expected a whole number, 0 or more.',
    ],
    [{ experiments: 1.5 }, 'experiments is a fraction; expected a whole number, 0 or more.'],
    [{ experiments: -Infinity }, 'experiments is a negative number; expected a whole number, 0 or more.'],
    [{ experiments: null }, 'experiments is null; expected a count or a list of experiments.'],
    [{ experiments: {} }, 'experiments is an object; expected a count or a list of experiments.'],
    [{ experiments: ['a'] }, 'experiments[0] is a string; expected an object with a name and shares.'],
    // A hole in the list.
    [{ experiments: new Array(1) }, 'experiments[0] is missing; expected an object with a name and shares.'],
    [{ experiments: [{}] }, 'experiments[0].name is missing; expected a name.'],
    [{ experiments: [{ name: '' }] }, 'experiments[0].name is an empty string; expected a name.'],
    [{ experiments: [{ name: [] }] }, 'experiments[0].name is an array; expected a name.'],
    [
      { experiments: [{ name: 'a' }, { name: 'a' }] },
      'experiments[1].name is a name used twice; expected a different name for each experiment.',
    ],
    [
      { experiments: [{ name: 'a' }, { name: 'b', pages: 1.2 }] },
      'experiments[1].pages is a number over 1; expected a share from 0 to 1.',
    ],
    [
      { experiments: [{ name: 'a', audience: -0.1 }] },
      'experiments[0].audience is a negative number; expected a share from 0 to 1.',
    ],
    [
      { experiments: [{ name: 'a', rollout: NaN }] },
      'experiments[0].rollout is not a number (NaN); expected a share from 0 to 1.',
    ],
    [{ pageViewsPerUser: -1 }, 'pageViewsPerUser is a negative number; expected a number, 0 or more.'],
    [{ pageViewsPerUser: true }, 'pageViewsPerUser is a boolean; expected a number, 0 or more.'],
    [{ quota: -1 }, 'quota is a negative number; expected a whole number, 0 or more.'],
    [{ quota: 0.5 }, 'quota is a fraction; expected a whole number, 0 or more.'],
    [
      { monthlyTrackedUsers: 2 ** 52 },
      'monthlyTrackedUsers × experiments × pageViewsPerUser is a number too large to count with; expected fewer than 2^53 impressions.',
    ],
  ])('says what is wrong with %j', (over, message) => {
    expect(failure({ ...good, ...over }).message).toBe(message)
  })

  it('has the parts of its message as fields', () => {
    const error = failure({ ...good, experiments: [{ name: 'hero', rollout: 10 }] })
    expect(error).toBeInstanceOf(RangeError)
    expect(error).toMatchObject({
      name: 'EstimateInputError',
      argument: 'experiments[0].rollout',
      received: 'a number over 1',
      expected: 'a share from 0 to 1',
    })
  })

  it('is the only error thrown, whatever the input is', () => {
    const input = fc.record(
      {
        monthlyTrackedUsers: fc.anything(),
        experiments: fc.oneof(fc.anything(), fc.array(fc.anything())),
        pageViewsPerUser: fc.anything(),
        quota: fc.anything(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(input, (given) => {
        try {
          expect(estimateImpressions(given as EstimateInput).upperBound).toBeGreaterThanOrEqual(0)
        } catch (error) {
          expect(error).toBeInstanceOf(EstimateInputError)
        }
      }),
    )
  })
})
