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
  /** `undefined` where nothing is sent; the issues say why. */
  readonly post: AmplitudeEvent | undefined
  readonly issues: readonly Issue[]
}

/**
 * Inspects a Segment event; `undefined` for what is neither impression nor exposure and so is left alone. Unlike the
 * transform, it knows what Segment does before: an event whose `integrations` switch this destination off never gets here.
 */
export function inspectEvent(event: unknown): Inspection | undefined {
  const result = transform(event)
  const { issues } = result
  if (issues.some(({ code }) => code === 'NOT_EXPERIMENT_EVENT')) return undefined
  const off = integrationsOff(event)
  if (off !== undefined) return { pre: event, post: undefined, issues: limitIssues([off, ...issues]) }
  return { pre: event, post: result.kind === 'send' ? result.event : undefined, issues }
}
