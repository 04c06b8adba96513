import { createIssue, type Issue } from './issues/issues.js'
import { gather, none, type Reading } from './issues/reading.js'
import type { ExperimentEvent } from './read/experiment-event.js'
import {
  dayMs,
  implausible,
  seemingUnit,
  type ImplausibleTime,
  type SeemingUnit,
} from './time/plausible-time.js'
import { preTransformation } from './wire/vocabulary.js'

/**
 * When the variant was shown, in epoch ms; `undefined` if no clock is plausible. Amplitude then records the time of arrival.
 *
 * `properties.time` comes from the visitor's clock. If Segment measured how far off that clock is (`timestamp` minus
 * `originalTimestamp`), the time is corrected by it. Plausible clocks win, `properties.time` first; each implausible one gets
 * an issue that names it.
 */
export function readEventTime(event: ExperimentEvent): Reading<number | undefined> {
  const receivedAt = ifPlausible(event.receivedAt, undefined)
  const timestamp = ifPlausible(event.timestamp, receivedAt)
  const shown = readShownTime(event, { timestamp, receivedAt })
  const issues = gather(timestampIssue('timestamp', event.timestamp, receivedAt), shown.issues)
  if (shown.value !== undefined) return { value: shown.value, issues }
  if (timestamp !== undefined) return { value: timestamp, issues }
  return { value: undefined, issues: gather(issues, createIssue('TIMESTAMP_MISSING', ['timestamp'], {})) }
}

/** Segment's two clocks; `undefined` if implausible. */
interface Clocks {
  readonly timestamp: number | undefined
  readonly receivedAt: number | undefined
}

function readShownTime(
  event: ExperimentEvent,
  { timestamp, receivedAt }: Clocks,
): Reading<number | undefined> {
  const { shownAt, originalTimestamp } = event
  const skew = timestamp === undefined || originalTimestamp === undefined ? 0 : timestamp - originalTimestamp
  if (shownAt === undefined) return { value: undefined, issues: skewIssues(skew) }

  const reference = timestamp ?? receivedAt
  const reason = implausible(shownAt + skew, reference)
  if (reason === undefined) return { value: shownAt + skew, issues: skewIssues(skew) }

  const wrongClock = timestampIssue('originalTimestamp', originalTimestamp, reference)
  if (wrongClock === undefined)
    return { value: undefined, issues: gather(skewIssues(skew), timeIssue(reason, shownAt)) }
  // A skew measured against a clock that was never set means nothing, but the time itself can be right.
  const uncorrected = implausible(shownAt, reference)
  return uncorrected === undefined
    ? { value: shownAt, issues: [wrongClock] }
    : { value: undefined, issues: [wrongClock, timeIssue(uncorrected, shownAt)] }
}

function ifPlausible(ms: number | undefined, reference: number | undefined): number | undefined {
  return ms === undefined || implausible(ms, reference) !== undefined ? undefined : ms
}

function timestampIssue(
  key: 'timestamp' | 'originalTimestamp',
  ms: number | undefined,
  reference: number | undefined,
): Issue | undefined {
  const reason = ms === undefined ? undefined : implausible(ms, reference)
  return ms === undefined || reason === undefined
    ? undefined
    : createIssue('TIMESTAMP_IMPLAUSIBLE', [key], why(reason, ms))
}

function timeIssue(reason: ImplausibleTime, ms: number): Issue {
  return createIssue('TIME_IMPLAUSIBLE', ['properties', preTransformation.time], why(reason, ms))
}

/** Visitors' clocks are usually off by minutes. If one is off by days, one of the two timestamps is often wrong. */
function skewIssues(skewMs: number): readonly Issue[] {
  return Math.abs(skewMs) < dayMs
    ? none
    : [createIssue('TIMESTAMP_SKEWED', ['originalTimestamp'], { skewMs })]
}

function why(
  reason: ImplausibleTime,
  ms: number,
): { readonly reason: ImplausibleTime; readonly seems?: SeemingUnit } {
  const seems = reason === 'in the future' ? undefined : seemingUnit(ms)
  return seems === undefined ? { reason } : { reason, seems }
}
