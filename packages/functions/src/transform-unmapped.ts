import { own, ownPath } from '@experiment-impressions/contract/json'
import {
  transformEvent,
  type EventSettings,
  type Transformed,
} from '@experiment-impressions/destination/portable'

type SourceEvent = Readonly<Record<string, unknown>>

export interface TransformUnmappedOptions {
  /** The platform whose Amplitude destination sends the conversions. */
  readonly platform: 'segment' | 'rudderstack' | 'jitsu'
  readonly settings: EventSettings
  /** Epoch ms. */
  readonly now: number
  /** Whether the event comes from a web page. Without it, the name of Segment's library decides. */
  readonly isWeb?: boolean
}

/**
 * Transforms a track event without a mapping: a Segment event as the destination's default mapping does, any other so that
 * impressions join the conversions that the platform's own Amplitude destination sends. RudderStack's and Jitsu's take the device
 * id only from the anonymous id, so `context.device.id` is ignored, and they have no session id. Other events are skipped.
 */
export function transformUnmapped(
  event: unknown,
  { platform, settings, now, isWeb = false }: TransformUnmappedOptions,
): Transformed {
  const isSegment = platform === 'segment'
  const source = isSegment ? event : withoutContextId(event as SourceEvent)
  const details = {
    device: own(event, 'context'),
    isContext: true,
    session_id: isSegment ? ownPath(event, ['integrations', 'Actions Amplitude', 'session_id']) : undefined,
  }
  const transformed = transformEvent(source, { settings, details, now })
  return transformed.kind === 'send' && isWeb
    ? { kind: 'send', event: { platform: 'Web', ...transformed.event } }
    : transformed
}

function withoutContextId(event: SourceEvent): SourceEvent {
  if (ownPath(event, ['context', 'device', 'id']) === undefined) return event
  const context = event['context'] as SourceEvent
  const { id: _, ...device } = context['device'] as SourceEvent
  return { ...event, context: { ...context, device } }
}
