import type { ExperimentEvent } from './experiment-event.js'
import { createIssue, type ImplausibleTime, type Issue } from './issues.js'
import { preTransformation } from './vocabulary.js'

const year2010 = Date.UTC(2010, 0, 1)
const dayMs = 24 * 60 * 60 * 1000

/**
 * When the variant was shown, in epoch milliseconds; `undefined` where nothing tells, and Amplitude takes the arrival.
 *
 * `properties.time` is the visitor's clock; where Segment measured how far off that clock is (`timestamp` less
 * `originalTimestamp`) it is moved by as much. A time that cannot be right gives way to Segment's `timestamp`.
 */
export function eventTime(event: ExperimentEvent, issues: Issue[]): number | undefined {
  const { shownAt, timestamp, originalTimestamp } = event
  if (shownAt !== undefined) {
    const skew =
      timestamp === undefined || originalTimestamp === undefined ? 0 : timestamp - originalTimestamp
    const corrected = shownAt + skew
    const reason = implausible(corrected, timestamp)
    if (reason === undefined) return corrected
    issues.push(createIssue('TIME_IMPLAUSIBLE', ['properties', preTransformation.time], { reason }))
  }
  if (timestamp === undefined) issues.push(createIssue('TIMESTAMP_MISSING', ['timestamp'], {}))
  return timestamp
}

function implausible(time: number, timestamp: number | undefined): ImplausibleTime | undefined {
  if (time < year2010) return 'before 2010'
  return timestamp !== undefined && time > timestamp + dayMs ? 'in the future' : undefined
}
