import { transform } from '@experiment-impressions/contract'
import { countOutcomes } from '../src/faults/count-outcomes.js'
import { standingWords } from '../src/faults/fault-standing.js'
import type { Fault } from '../src/faults/faults-api.js'
import { endpoints, faultWords } from '../src/faults/presets.js'
import { testEvent } from '../src/faults/test-event.js'
import { createFaults } from '../../sandbox/src/amplitude/faults/faults.js'
import { endpointPaths } from '../../delivery/src/endpoints.js'
import { impression, recordOf, startOfTime } from '../../inspection/test/helpers/records.js'
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

describe(standingWords, () => {
  const words = (...faults: readonly Fault[]) => {
    const all = faults.map((fault, index) => ({ id: index + 1, requests: 0, hits: 0, ...fault }))
    return all.map((fault) => standingWords(fault, all))
  }

  it.each<[string, readonly Fault[], string]>([
    ['another endpoint', [{ path: 'batch' }, { path: 'httpapi' }], ''],
    [
      'the same endpoint, which an older one takes whole',
      [{ path: 'batch' }, { path: 'batch' }],
      'Comes after fault 1, which takes every request to batch. Won’t hit until that one is off.',
    ],
    [
      'any endpoint, while an older one takes them all a few times',
      [{ times: 3 }, {}],
      'Comes after fault 1, which takes every request. Won’t hit until that one is spent or off.',
    ],
    [
      'what an older one leaves of the endpoint',
      [{ every: 2 }, { path: 'batch' }],
      'Comes after fault 1 on the same endpoint, and gets the requests that it leaves.',
    ],
    [
      'the endpoints that older ones leave',
      [{ path: 'batch' }, { silencedDevices: ['a'] }, { path: 'httpapi', every: 3 }, {}],
      'Comes after faults 1, 2 and 3 on the same endpoints, and gets the requests that they leave.',
    ],
  ])('of a fault on %s', (_what, faults, expected) => {
    expect(words(...faults).at(-1)).toBe(expected)
    expect(words(...faults)[0]).toBe('')
  })

  it('passes over spent faults, as the sandbox does', () => {
    const faults = createFaults()
    faults.add({ status: 500, times: 1 })
    faults.add({ status: 502 })
    faults.hit({ path: 'batch', devices: new Set() })
    const all = faults.all()
    expect(all.map((fault) => standingWords(fault, all))).toEqual(['Spent: it won’t hit again.', ''])
    expect(faults.hit({ path: 'batch', devices: new Set() })?.status).toBe(502)
  })
})

describe(testEvent, () => {
  it('is an impression with everything in order, by another visitor each time', () => {
    const [one, other] = [testEvent(startOfTime), testEvent(startOfTime)]
    expect(transform(one)).toMatchObject({ kind: 'send', issues: [] })
    expect(other.messageId).not.toBe(one.messageId)
    expect(other['anonymousId']).not.toBe(one['anonymousId'])
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
