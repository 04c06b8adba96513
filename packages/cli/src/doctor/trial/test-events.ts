import { eventSpecOf } from '@experiment-impressions/contract'
import { readFilter, type Subscription } from '@experiment-impressions/sandbox/segment-host'

/** A Segment event to try subscriptions and mappings with. */
export interface TestEvent {
  readonly event: Readonly<Record<string, unknown>>
  /** Its name, or its type if it has no name. */
  readonly name: string
  readonly isExperimentEvent: boolean
}

/** How much the clocks of the test visitors are slow, in ms. */
const skewMs = 90_000

/**
 * Creates the test events: the calls of a recorded session as Segment passes them on, and variations of an impression
 * that reveal wrong mappings.
 */
export function createTestEvents(recordedCalls: readonly string[]): TestEvent[] {
  const recorded = recordedCalls.map((line) => toSegmentEvent(JSON.parse(line) as Record<string, unknown>))
  const impression = recorded.find((event) => event['event'] === '$impression')
  return [...recorded, ...(impression === undefined ? [] : variations(impression))].map(toTestEvent)
}

/** Adds what Segment’s servers add: the sender’s IP, and a `timestamp` without the skew of the visitor’s clock. */
function toSegmentEvent(call: Record<string, unknown>): Record<string, unknown> {
  const { writeKey: _writeKey, _metadata, timestamp, context, ...rest } = call
  return {
    ...rest,
    context: { ip: '203.0.113.7', ...(context as object) },
    originalTimestamp: timestamp,
    timestamp: new Date(Date.parse(String(timestamp)) + skewMs).toISOString(),
  }
}

function variations(impression: Record<string, unknown>): Record<string, unknown>[] {
  const properties = impression['properties'] as Readonly<Record<string, unknown>>
  const context = impression['context'] as object
  const metadata = properties['metadata'] as object
  let count = 0
  const vary = (over: object, propertiesOver: object = {}) => {
    count += 1
    return {
      ...impression,
      messageId: `test-event-${String(count)}`,
      ...over,
      properties: { ...properties, ...propertiesOver },
    }
  }
  const shownAt = Number(properties['time'])
  return [
    vary({ userId: 'user-48213' }),
    vary({ context: { ...context, device: { id: '5b1d0b7a-6c0e-4d1c-9d5f-0c3a4a1f9e21', type: 'ios' } } }),
    vary({ integrations: { 'Actions Amplitude': { session_id: shownAt - 60_000 } } }),
    // Out of the experiment.
    vary({}, { variant: null }),
    // With empty strings, which Segment treats differently in batches.
    vary({ userId: '' }, { variant: '', experiment_key: '' }),
    // An id that doesn’t fit a number: 2^53 + 1.
    vary({ userId: '9007199254740993' }),
    // Stored on the device for three hours.
    vary({}, { time: shownAt - 3 * 60 * 60 * 1000 }),
    vary({}, { metadata: { ...metadata, trackExposure: false } }),
    vary({}, { metadata: { ...metadata, flagType: 'mutual-exclusion-group' } }),
    {
      ...vary({ event: 'Experiment Viewed' }),
      // Segment docs, "Spec: A/B Testing".
      properties: {
        experiment_id: 'exp-3',
        experiment_name: 'pricing-page',
        variation_id: 'var-7',
        variation_name: 'treatment',
      },
    },
    { ...vary({ event: 'Order Completed' }), properties: { order_id: '50314b8e', total: 27.5 } },
  ]
}

function toTestEvent(event: Record<string, unknown>): TestEvent {
  const { event: name, type } = event
  return { event, name: String(name ?? type), isExperimentEvent: eventSpecOf(name) !== undefined }
}

/** The names of events, each once, in order. */
export function namesOf(events: readonly TestEvent[]): string[] {
  return [...new Set(events.map(({ name }) => name))]
}

/** The experiment events that a subscription’s trigger matches; none if Segment can’t read the trigger. */
export function matchedBy(
  { subscribe }: Pick<Subscription, 'subscribe'>,
  testEvents: readonly TestEvent[],
): TestEvent[] {
  const filter = readFilter(subscribe)
  if (filter === undefined) return []
  return testEvents.filter(({ event, isExperimentEvent }) => isExperimentEvent && filter.matches(event))
}
