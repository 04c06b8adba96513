import type { ExperimentEvent } from './experiment-event.js'
import { createIssue, type ImplausibleTime, type Issue, type SeemingUnit } from './issues.js'
import { dayMs, implausible, seemingUnit } from './plausible-time.js'
import { preTransformation } from './vocabulary.js'

/**
 * When the variant was shown, in epoch ms; `undefined` where nothing plausible tells, and Amplitude takes the arrival.
 *
 * `properties.time` is the visitor's clock; where Segment measured how far off that clock is (`timestamp` less
 * `originalTimestamp`) it is moved by as much. Of the event's clocks the plausible ones win, `properties.time` first; what
 * isn't plausible gets an issue that names it.
 */
export function eventTime(event: ExperimentEvent, issues: Issue[]): number | undefined {
  const receivedAt = plausibleOf(event.receivedAt, undefined)
  const timestamp = plausibleOf(event.timestamp, receivedAt)
  issues.push(...timestampIssues('timestamp', event.timestamp, receivedAt))
  const shown = shownTime(event, { timestamp, receivedAt }, issues)
  if (shown !== undefined) return shown
  if (timestamp === undefined) issues.push(createIssue('TIMESTAMP_MISSING', ['timestamp'], {}))
  return timestamp
}

/** Segment's two clocks, as far as they are plausible. */
interface Clocks {
  readonly timestamp: number | undefined
  readonly receivedAt: number | undefined
}

function shownTime(event: ExperimentEvent, clocks: Clocks, issues: Issue[]): number | undefined {
  const { shownAt, originalTimestamp } = event
  const { timestamp, receivedAt } = clocks
  const skew = timestamp === undefined || originalTimestamp === undefined ? 0 : timestamp - originalTimestamp
  if (shownAt === undefined) {
    noteSkew(skew, issues)
    return undefined
  }
  const reference = timestamp ?? receivedAt
  let reason = implausible(shownAt + skew, reference)
  if (reason === undefined) {
    noteSkew(skew, issues)
    return shownAt + skew
  }
  const wrongClock = timestampIssues('originalTimestamp', originalTimestamp, reference)
  if (wrongClock.length > 0) {
    // A skew measured with a clock that was never set is none; the moment itself may be right all the same.
    issues.push(...wrongClock)
    reason = implausible(shownAt, reference)
    if (reason === undefined) return shownAt
  } else noteSkew(skew, issues)
  const path = ['properties', preTransformation.time]
  issues.push(createIssue('TIME_IMPLAUSIBLE', path, why(reason, shownAt)))
  return undefined
}

function plausibleOf(ms: number | undefined, reference: number | undefined): number | undefined {
  return ms === undefined || implausible(ms, reference) !== undefined ? undefined : ms
}

function timestampIssues(
  key: 'timestamp' | 'originalTimestamp',
  ms: number | undefined,
  reference: number | undefined,
): Issue[] {
  const reason = ms === undefined ? undefined : implausible(ms, reference)
  return ms === undefined || reason === undefined
    ? []
    : [createIssue('TIMESTAMP_IMPLAUSIBLE', [key], why(reason, ms))]
}

/** A visitor's clock is off by minutes; where it is days, something else is often wrong with one of the two moments. */
function noteSkew(skewMs: number, issues: Issue[]): void {
  if (Math.abs(skewMs) >= dayMs)
    issues.push(createIssue('TIMESTAMP_SKEWED', ['originalTimestamp'], { skewMs }))
}

function why(
  reason: ImplausibleTime,
  ms: number,
): { readonly reason: ImplausibleTime; readonly seems?: SeemingUnit } {
  const seems = reason === 'in the future' ? undefined : seemingUnit(ms)
  return seems === undefined ? { reason } : { reason, seems }
}
