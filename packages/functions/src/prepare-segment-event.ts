import { own, ownPath } from '@experiment-impressions/contract/json'
import { prepareEvent, type EventSettings, type Prepared } from '@experiment-impressions/destination/portable'

/**
 * What Amplitude gets for a Segment event without a mapping in between: the same as the destination sends with its default
 * mapping. Any other event is skipped.
 */
export function prepareSegmentEvent(event: unknown, settings: EventSettings, now: number): Prepared {
  const details = {
    device: own(event, 'context'),
    isContext: true,
    session_id: ownPath(event, ['integrations', 'Actions Amplitude', 'session_id']),
  }
  return prepareEvent(event, { settings, details, now })
}
