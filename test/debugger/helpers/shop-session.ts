import { impression, RecordMaker, startOfTime, type TestRecord } from './records'

/** A shop’s quarter of an hour: two flags, a person who logs in, one who changes variant, faults, a refused event. */
export function shopSession(maker = new RecordMaker()): TestRecord[] {
  const second = 1000
  const retried = {
    at: startOfTime + 61_500,
    outcome: 'retry',
    reason: 'Amplitude throttles this person (429).',
  }
  return [
    maker.of(impression({ id: 'm-01', variant: 'treatment', path: '/cart' })),
    maker.of(impression({ id: 'm-02', variant: 'control', device: 'dev-4821-aaaa', after: 20 * second })),
    maker.of(
      impression({
        id: 'm-03',
        variant: 'control',
        user: 'user-48213',
        device: 'dev-4821-aaaa',
        after: 35 * second,
      }),
    ),
    maker.of(
      impression({
        id: 'm-04',
        variant: 'treatment',
        device: 'c11fe202-1111',
        path: '/cart',
        after: 60 * second,
      }),
      {
        attempts: [retried, { at: startOfTime + 63_600, outcome: 'accepted' }],
      },
    ),
    maker.of(
      impression({
        id: 'm-05',
        flag: 'price-test',
        variant: 'b',
        user: 'anonymous',
        device: 'null',
        after: 80 * second,
      }),
    ),
    maker.of(
      impression({
        id: 'm-06',
        event: '$exposure',
        flag: 'checkout-flow',
        variant: 'treatment',
        device: 'b3d39d71-2222',
        path: '/checkout',
        after: 95 * second,
      }),
    ),
    maker.of(impression({ id: 'm-07', device: '89491c54-3333', after: 110 * second })),
    maker.of(
      impression({
        id: 'm-08',
        variant: 'treatment',
        user: 'user-48213',
        device: 'dev-4821-aaaa',
        after: 125 * second,
      }),
    ),
    maker.of(
      impression({
        id: 'm-09',
        flag: 'checkout-flow',
        user: 'user-48213',
        device: 'dev-4821-bbbb',
        path: '/checkout',
        after: 140 * second,
      }),
    ),
    maker.of(
      impression({
        id: 'm-10',
        variant: 'treatment',
        user: 'u1',
        device: 'e77a0d11-4444',
        after: 150 * second,
      }),
      {
        outcome: 'retry',
        attempts: [{ at: startOfTime + 151_000, outcome: 'retry', reason: 'Amplitude had trouble (500).' }],
      },
    ),
    maker.of(impression({ id: 'm-11', variant: 'treatment', device: 'e77a0d11-5555', after: 160 * second }), {
      storage: 'duplicate',
    }),
  ]
}

/** An impression whose variant a changed mapping read elsewhere, in a batch of which another event was refused. */
export function sentByAnotherMapping(maker: RecordMaker, id: string): TestRecord {
  const record = maker.of(impression({ id, variant: 'treatment', user: 'user-90210', after: 170_000 }))
  const variant = 'All Other Users'
  const { expected } = record
  if (expected === null || expected.event_type === '$identify') throw new Error('The event is not sent.')
  return {
    ...record,
    post: {
      ...expected,
      event_properties: { ...expected.event_properties, '[Experiment] Variant': variant },
      user_properties: { $set: { '[Experiment] hero-headline': variant } },
      ...{ platform: 'Web', os_name: 'Mac OS X', library: 'segment', partner_id: 'segment' },
    },
    attempts: [
      {
        at: startOfTime + 172_000,
        outcome: 'accepted',
        batch: { number: 3, place: 17, size: 1000, refused: 2 },
      },
    ],
    subscription: {
      name: 'Track Impression',
      changed: [
        {
          field: 'variant',
          mapping: { '@path': '$.properties.metadata.segmentName' },
          usual: { '@path': '$.properties.variant' },
        },
      ],
    },
    userProperties: { before: {}, after: { '[Experiment] hero-headline': variant } },
  }
}
