import { createIssue } from '../issues/issues.js'
import { none, type Reading } from '../issues/reading.js'
import { own, plain } from '../json/json-value.js'
import { kindOf } from '../json/value-kind.js'
import { preTransformation } from '../wire/vocabulary.js'
import type { ExperimentEvent } from './experiment-event.js'
import { seemingUnit, type SeemingUnit } from '../time/plausible-time.js'
import { toTimestampMs } from '../time/timestamp.js'

const timePath = ['properties', preTransformation.time]

/** When the variant was shown, by the visitor's clock: epoch ms. `undefined` if there is no usable time. */
export function readShownAt(properties: object, kind: ExperimentEvent['kind']): Reading<number | undefined> {
  const time = own(properties, preTransformation.time)
  if (Number.isSafeInteger(time)) return { value: time as number, issues: none }
  if (time !== undefined && time !== null && time !== '') {
    const issue = createIssue('TIME_NOT_MS', timePath, { received: kindOf(time), ...seems(time) })
    return { value: undefined, issues: [issue] }
  }
  // Only impressions carry a time; the Experiment SDKs send exposures without one.
  return {
    value: undefined,
    issues: kind === 'impression' ? [createIssue('TIME_MISSING', timePath, {})] : none,
  }
}

/** One of Segment's timestamps as epoch ms. `undefined` if it's absent or, with an issue, unreadable. */
export function readTimestamp(
  event: object,
  key: 'timestamp' | 'originalTimestamp',
): Reading<number | undefined> {
  const text = plain(own(event, key))
  if (text === undefined || text === null || text === '') return { value: undefined, issues: none }
  const value = toTimestampMs(text)
  if (value !== undefined) return { value, issues: none }
  return {
    value,
    issues: [createIssue('TIMESTAMP_INVALID', [key], { received: kindOf(text), ...seems(text) })],
  }
}

/** When Segment received the event: epoch ms. `undefined` if it's absent or unreadable. */
export function readReceivedAt(event: object): number | undefined {
  return toTimestampMs(plain(own(event, 'receivedAt')))
}

/** The likely unit of a number or a text of digits. */
function seems(value: unknown): { seems?: SeemingUnit } {
  const isDigits = typeof value === 'string' && /^\d{1,20}$/.test(value)
  const unit = typeof value === 'number' || isDigits ? seemingUnit(Number(value)) : undefined
  // A number in milliseconds has the right unit; if it was still rejected, it has a fraction.
  return unit === undefined || (unit === 'milliseconds' && !isDigits) ? {} : { seems: unit }
}
