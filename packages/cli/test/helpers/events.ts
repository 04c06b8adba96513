/** An impression as Segment hands it on, with a clock that is 90 s slow. */
export function impression(over: Readonly<Record<string, unknown>> = {}, properties: object = {}) {
  return {
    type: 'track',
    event: '$impression',
    messageId: 'ajs-next-1795406548956-8f5c65f5-00af-4e5a-8de2-c0ab9628f17b',
    anonymousId: '10b98f5c-65f5-40af-8e5a-0de2c0ab9628',
    userId: 'user-48213',
    timestamp: '2026-11-23T04:02:28.956Z',
    originalTimestamp: '2026-11-23T04:00:58.956Z',
    ...over,
    properties: {
      flag_key: 'hero-headline',
      variant: 'treatment',
      experiment_key: 'exp-1',
      time: 1795406458954,
      metadata: { flagVersion: 7, deliveryMethod: 'web' },
      ...properties,
    },
  }
}

export function ndjson(...events: readonly unknown[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}
