import {
  integrationsOff,
  limitIssues,
  transform,
  type AmplitudeEvent,
  type Issue,
} from '@experiment-impressions/contract'

/** One experiment event, before and after the transformation. */
export interface Inspection {
  readonly pre: unknown
  /** `undefined` if nothing is sent; the issues say why. */
  readonly post: AmplitudeEvent | undefined
  readonly issues: readonly Issue[]
}

/**
 * Inspects a Segment event as the destination's presets handle it. `undefined` if it isn't an experiment event, and so left
 * alone. Unlike the transform, it knows what Segment does first: an event whose `integrations` turn this destination off never
 * arrives.
 */
export function inspectEvent(event: unknown): Inspection | undefined {
  const result = transform(event, { experimentViewed: true })
  const { issues } = result
  if (issues.some(({ code }) => code === 'NOT_EXPERIMENT_EVENT')) return undefined
  const off = integrationsOff(event)
  if (off !== undefined) return { pre: event, post: undefined, issues: limitIssues([off, ...issues]) }
  return { pre: event, post: result.kind === 'send' ? result.event : undefined, issues }
}
