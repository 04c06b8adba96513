import { countOutcomes } from '../src/faults/count-outcomes.js'
import { endpoints, faultWords } from '../src/faults/presets.js'
import { endpointPaths } from '../../delivery/src/endpoints.js'
import { impression, recordOf } from '../../inspection/test/helpers/records.js'
import { entriesOf } from './helpers/entries.js'

it('offers faults for each of Amplitude’s endpoints', () => {
  expect(endpoints).toStrictEqual(Object.keys(endpointPaths))
})

describe(faultWords, () => {
  it.each([
    [{ status: 429 }, 'every endpoint answers 429'],
    [
      { delayMs: 5000, status: 500, every: 2, times: 1, path: 'batch' },
      'batch waits 5000 ms and answers 500, every 2nd request, once',
    ],
    [
      { cut: 'before', every: 11 },
      'every endpoint cuts the connection before storing the events, every 11th request',
    ],
    [
      { cut: 'halfway', every: 23, times: 3 },
      'every endpoint cuts the answer halfway, every 23rd request, 3 times',
    ],
    [{ every: 21 }, 'every endpoint does something else, every 21st request'],
    [{ status: 500, every: 4 }, 'every endpoint answers 500, every 4th request'],
  ] as const)('of %j', (fault, words) => {
    expect(faultWords(fault)).toBe(words)
  })
})

describe(countOutcomes, () => {
  it('counts events by outcome, and names those that were retried', () => {
    const tried = [{ at: 1, outcome: 'retry' as const }]
    const outcomes = countOutcomes(
      entriesOf(
        { id: '1', variant: 'a', user: 'user-1' },
        recordOf(impression({ id: '2', variant: 'a', user: 'user-1' }), {
          outcome: 'retry',
          attempts: tried,
        }),
        recordOf(impression({ id: '3', variant: 'a', user: 'user-1' }), { attempts: tried }),
        recordOf(impression({ id: '4', variant: 'a', user: 'user-1' }), { outcome: 'pending' }),
        { id: '5', variant: 'a' },
      ),
    )
    expect(outcomes).toMatchObject({ accepted: 2, inProgress: 2, rejected: 1 })
    expect(outcomes.retried.map(({ record }) => record.id)).toEqual(['3', '2'])
  })
})
