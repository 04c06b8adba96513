import type { EventRecord } from '../../src/index.js'
import { issue, tried } from './attempts.js'
import { duplicate, impression, recordOf } from './records.js'

export const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })
const without = (properties: object) => ({ ...shown, properties })
const around = (before: string, after: string) => ({
  userProperties: { before: { '[Experiment] hero': before }, after: { '[Experiment] hero': after } },
})
const { expected: post } = recordOf(shown)
const unset = recordOf(impression({ id: '1', device: 'device-1' }))
const noEffect = recordOf(
  without({ flag_key: 'hero', variant: 'a', metadata: { flagType: 'mutual-exclusion-group' } }),
)
const unexposed = recordOf(without({ flag_key: 'hero', variant: 'a', metadata: { trackExposure: false } }))
const mapped = { name: 'x', changed: [{ field: 'variant', mapping: 1, usual: 2 }] }

type Row = readonly [what: string, record: EventRecord, tone: string, verdict: string, property: string]

const inExperiment = 'The person is in the experiment with this variant until another event changes it.'
const onceIn =
  'Once delivered, the person is in the experiment with this variant until another event changes it.'
const nothingSent = 'The person’s property didn’t change: nothing was sent.'
const wasRefused = 'The person’s property didn’t change: the event was refused.'
const noProperty = 'The event neither sets nor unsets a user property.'

export const rows: readonly Row[] = [
  [
    'sets',
    recordOf(shown),
    'good',
    'Delivered: the person is in the experiment, with “treatment”.',
    inExperiment,
  ],
  [
    'sets what it was',
    recordOf(shown, around('treatment', 'treatment')),
    'good',
    'Delivered: the person is in the experiment, with “treatment”.',
    inExperiment,
  ],
  [
    'changes the variant',
    recordOf(shown, around('control', 'treatment')),
    'out',
    'Delivered: the variant changed from “control” to “treatment”.',
    inExperiment,
  ],
  [
    'the real Amplitude accepted',
    recordOf(shown, { storage: null, userProperties: null }),
    'good',
    'Delivered: the person is in the experiment, with “treatment”.',
    inExperiment,
  ],
  [
    'unsets',
    unset,
    'out',
    'Delivered: the person is out of the experiment.',
    'The person is out of the experiment: the event is recorded without a variant.',
  ],
  ['has no property', noEffect, 'good', 'Delivered. It sets no user property.', noProperty],
  [
    'is a duplicate',
    recordOf(shown, duplicate),
    'quiet',
    'Dropped as a duplicate: Amplitude had already stored an event with this insert_id.',
    'The person’s property didn’t change: Amplitude dropped the event as a duplicate.',
  ],
  [
    'waits',
    recordOf(shown, { outcome: 'pending', attempts: [] }),
    'wait',
    'On its way to Amplitude. Once delivered, the person is in the experiment, with “treatment”.',
    onceIn,
  ],
  [
    'waits to unset',
    { ...unset, outcome: 'pending' },
    'wait',
    'On its way to Amplitude. Once delivered, the person is out of the experiment.',
    'Once delivered, the person is out of the experiment.',
  ],
  [
    'waits to change nothing',
    { ...noEffect, outcome: 'pending' },
    'wait',
    'On its way to Amplitude. It sets no user property.',
    noProperty,
  ],
  [
    'is tried again',
    recordOf(shown, {
      ...tried('retry', 'Amplitude answered 500. Segment sends the event again later.'),
      post,
    }),
    'wait',
    'Not delivered yet: Amplitude answered 500. Another attempt follows. Once delivered, the person is in the experiment, with “treatment”.',
    onceIn,
  ],
  ['has an error', recordOf(without({})), 'bad', 'Not sent: the flag key is missing.', nothingSent],
  [
    'has several errors',
    recordOf(without({}), {
      issues: ['FLAG_KEY_MISSING', 'ID_MISSING', 'EVENT_UNREADABLE'].map((code) => issue(code, 'error')),
    }),
    'bad',
    'Not sent: the flag key is missing, and 2 more errors.',
    nothingSent,
  ],
  [
    'Amplitude refused',
    recordOf(shown, {
      ...tried(
        'rejected',
        'Amplitude answered 400: Invalid event JSON. Segment doesn’t send this event again.',
      ),
      post,
    }),
    'bad',
    'Refused by Amplitude: Invalid event JSON (400). It isn’t sent again.',
    wasRefused,
  ],
  [
    'Amplitude refused without a word',
    recordOf(shown, tried('rejected', undefined, { request: {}, answer: {} })),
    'bad',
    'Refused by Amplitude. It isn’t sent again.',
    wasRefused,
  ],
  [
    'the destination refused',
    recordOf(shown, tried('rejected', 'The event has a variant, but the mapping finds none. Check it.')),
    'bad',
    'Refused by the destination: The event has a variant, but the mapping finds none.',
    wasRefused,
  ],
  [
    'another mapping’s destination refused, for a reason of its own',
    recordOf(without({}), { ...tried('rejected', 'The mapping is broken.'), subscription: mapped }),
    'bad',
    'Refused by the destination: The mapping is broken.',
    wasRefused,
  ],
  [
    'isn’t to be sent',
    unexposed,
    'quiet',
    'Not sent (expected): the variant’s metadata says trackExposure: false.',
    nothingSent,
  ],
  [
    'Segment doesn’t hand on, which may not be meant',
    recordOf(shown, {
      outcome: 'skipped',
      expected: null,
      issues: [issue('TIME_MISSING', 'warning'), issue('INTEGRATIONS_OFF', 'warning')],
    }),
    'quiet',
    expect.stringMatching(/^Not sent: [^(]/) as string,
    nothingSent,
  ],
  [
    'no subscription takes',
    recordOf(shown, tried('skipped', 'No subscription takes it.')),
    'quiet',
    'Not sent: No subscription takes it.',
    nothingSent,
  ],
  [
    'nothing is known of',
    recordOf(shown, { outcome: 'skipped', attempts: [] }),
    'quiet',
    'Not sent.',
    nothingSent,
  ],
  [
    'was pasted',
    recordOf(shown, { outcome: 'inspected' }),
    'quiet',
    'Once delivered, the person is in the experiment, with “treatment”.',
    onceIn,
  ],
  [
    'was pasted with an error',
    recordOf(without({}), { outcome: 'inspected' }),
    'bad',
    'Not sent: the flag key is missing.',
    nothingSent,
  ],
  [
    'was pasted and is not to be sent',
    { ...unexposed, outcome: 'inspected' },
    'quiet',
    'Not sent (expected): the variant’s metadata says trackExposure: false.',
    nothingSent,
  ],
]
