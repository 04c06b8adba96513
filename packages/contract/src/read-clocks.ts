import type { ExperimentEvent } from './experiment-event.js'
import { createIssue, type Issue, type SeemingUnit } from './issues.js'
import { own, plain } from './json/json-object.js'
import { kindOf } from './json/value-kind.js'
import { seemingUnit } from './plausible-time.js'
import { toTimestampMs } from './timestamp.js'
import { preTransformation } from './vocabulary.js'

/**
 * When the variant was shown, by the visitor's clock: epoch ms. `undefined` where nothing usable says so, with an issue where
 * something should.
 */
export function readShownAt(
  properties: object,
  kind: ExperimentEvent['kind'],
  issues: Issue[],
): number | undefined {
  const path = ['properties', preTransformation.time]
  const time = own(properties, preTransformation.time)
  if (Number.isSafeInteger(time)) return time as number
  if (time !== undefined && time !== null && time !== '') {
    issues.push(createIssue('TIME_NOT_MS', path, { received: kindOf(time), ...seems(time) }))
  } else if (kind === 'impression') {
    // Only impressions carry a time; the Experiment SDKs send exposures without one.
    issues.push(createIssue('TIME_MISSING', path, {}))
  }
  return undefined
}

/** Epoch ms of one of Segment's timestamps; `undefined` where there is none, or, with an issue, where it is none. */
export function readTimestamp(
  event: object,
  key: 'timestamp' | 'originalTimestamp',
  issues: Issue[],
): number | undefined {
  const value = plain(own(event, key))
  if (value === undefined || value === null || value === '') return undefined
  const ms = toTimestampMs(value)
  if (ms === undefined)
    issues.push(createIssue('TIMESTAMP_INVALID', [key], { received: kindOf(value), ...seems(value) }))
  return ms
}

/** When Segment received the event: epoch ms. What can't be read as a moment is none. */
export function readReceivedAt(event: object): number | undefined {
  return toTimestampMs(plain(own(event, 'receivedAt')))
}

/** The unit of a moment that is written as a number, or as a text of digits. */
function seems(value: unknown): { seems?: SeemingUnit } {
  const isDigits = typeof value === 'string' && /^\d{1,20}$/.test(value)
  const unit = typeof value === 'number' || isDigits ? seemingUnit(Number(value)) : undefined
  // Milliseconds are right, and a fraction of one is what is wrong with such a number.
  return unit === undefined || (unit === 'milliseconds' && !isDigits) ? {} : { seems: unit }
}
