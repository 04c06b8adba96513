import { createIssue } from '@experiment-impressions/contract'
import { reasonOf } from '../src/index.js'

describe(reasonOf, () => {
  it.each([
    [createIssue('FLAG_KEY_MISSING', [], { received: 'null' }), 'the flag key is missing'],
    [createIssue('ID_MISSING', [], {}), 'the event has no usable id'],
    [createIssue('INTEGRATIONS_OFF', [], {}), 'the event’s integrations turn this destination off'],
    [
      createIssue('VARIANT_MISNAMED', ['properties', 'variant_id'], { wanted: 'variant' }),
      'the event has no “variant”, but its property “variant_id” looks like one',
    ],
  ])('of $code ends a sentence', (issue, reason) => {
    expect(reasonOf(issue)).toBe(reason)
  })
})
