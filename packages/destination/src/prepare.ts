import { ownPath } from '@experiment-impressions/contract/json'
import type { Settings } from './generated-types'
import { lostVariant } from './lost-variant'
import { prepareEvent, type Prepared } from './portable/prepare-event'
import { toTrackEvent, type ExperimentEventName } from './to-track-event'
import type { Payload } from './trackImpression/generated-types'

export interface PrepareOptions {
  readonly name: ExperimentEventName
  readonly settings: Settings
  /** What the payloads were mapped with. */
  readonly mapping: unknown
  /** Epoch ms. */
  readonly now: number
}

/** Turns one mapped payload into Amplitude's event. `raw` is the Segment event it was mapped from. */
export function prepare(payload: Payload, raw: unknown, options: PrepareOptions): Prepared {
  const { name, settings, mapping, now } = options
  const lost = lostVariant(payload, raw, mapping)
  if (lost !== undefined) return { kind: 'refuse', reason: lost, issues: [] }
  const { device, session_id, groups } = payload
  const isContext = ownPath(mapping, ['device', '@path']) === '$.context'
  const details = { device, isContext, session_id, groups }
  return prepareEvent(toTrackEvent(name, payload, raw), { settings, details, now })
}
