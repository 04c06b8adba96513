import { own, ownPath } from '@experiment-impressions/contract/json'
import { prepareEvent, type EventSettings, type Prepared } from '@experiment-impressions/destination/portable'

type HostEvent = Readonly<Record<string, unknown>>

export interface PrepareHostEventOptions {
  readonly settings: EventSettings
  /** Epoch ms. */
  readonly now: number
  /** Whether the event comes from a web page. Elsewhere that is told by the name of Segment's library. */
  readonly isWeb: boolean
}

/**
 * What Amplitude is to get for an event of a host whose own Amplitude destination sends it. RudderStack's and Jitsu's take the
 * device id from the anonymous id alone, so `context.device.id` is none here either: with it, impressions would not join the
 * conversions that the same destination sends.
 */
export function prepareHostEvent(
  event: HostEvent,
  { settings, now, isWeb }: PrepareHostEventOptions,
): Prepared {
  const prepared = prepareEvent(withoutContextId(event), {
    settings,
    details: { device: own(event, 'context'), isContext: true, session_id: undefined },
    now,
  })
  return prepared.kind === 'send' && isWeb
    ? { ...prepared, event: { platform: 'Web', ...prepared.event } }
    : prepared
}

function withoutContextId(event: HostEvent): HostEvent {
  if (ownPath(event, ['context', 'device', 'id']) === undefined) return event
  const context = event['context'] as HostEvent
  const { id: _, ...device } = context['device'] as HostEvent
  return { ...event, context: { ...context, device } }
}
